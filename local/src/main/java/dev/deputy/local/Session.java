package dev.deputy.local;

import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A user's sign-in: what a front end holds, for tests to act as one. Prints without its tokens.
 *
 * @param accessToken what the user's requests carry as {@code Authorization: Bearer …}
 * @param refreshToken gets the next access token, once
 */
public record Session(UUID userId, String email, String accessToken, String refreshToken) {

    /** From the auth server's answer. */
    static Session of(JsonNode answer) {
        JsonNode user = answer.required("user");
        return new Session(
                UUID.fromString(user.required("id").asString()),
                user.required("email").asString(),
                answer.required("access_token").asString(),
                answer.required("refresh_token").asString());
    }

    @Override
    public String toString() {
        return "Session[user " + userId + "]";
    }
}
