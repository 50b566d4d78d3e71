package dev.deputy.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user's being signed in, as two tokens. Credentials: whoever gets one keeps it, this client does not.
 *
 * @param refreshToken with which one gets the next session, once
 * @param providerToken the provider's own access token after social sign-in; null otherwise
 * @param providerRefreshToken the provider's own refresh token after social sign-in, if it gives one
 */
public record Session(
        String accessToken,
        String refreshToken,
        Duration expiresIn,
        @Nullable Instant expiresAt,
        User user,
        @Nullable String providerToken,
        @Nullable String providerRefreshToken) {

    static Session of(Fields fields) {
        Long lifetime = fields.number("expires_in");
        Long end = fields.number("expires_at");
        return new Session(
                fields.required("access_token"),
                fields.required("refresh_token"),
                Duration.ofSeconds(lifetime == null ? 0 : lifetime),
                end == null ? null : Instant.ofEpochSecond(end),
                User.of(fields.object("user")),
                fields.text("provider_token"),
                fields.text("provider_refresh_token"));
    }

    /** Whose it is, and no token. */
    @Override
    public String toString() {
        return "Session[" + user + "]";
    }
}
