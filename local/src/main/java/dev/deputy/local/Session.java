package dev.deputy.local;

import java.util.UUID;

/**
 * A user's sign-in: what a front end holds, for tests to act as one. Prints without its tokens.
 *
 * @param accessToken what the user's requests carry as {@code Authorization: Bearer …}
 * @param refreshToken gets the next access token, once
 */
public record Session(UUID userId, String email, String accessToken, String refreshToken) {

    @Override
    public String toString() {
        return "Session[user " + userId + "]";
    }
}
