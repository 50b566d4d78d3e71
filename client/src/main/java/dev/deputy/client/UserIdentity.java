package dev.deputy.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a user signs in.
 *
 * @param id the identity's own
 * @param providerId the user's id at the provider
 * @param provider {@code email}, {@code phone}, {@code google} …
 * @param data what the provider says about the user
 */
public record UserIdentity(
        @Nullable String id,
        @Nullable String providerId,
        String provider,
        Map<String, Object> data,
        @Nullable Instant createdAt,
        @Nullable Instant lastSignInAt) {

    static UserIdentity of(Fields fields) {
        return new UserIdentity(
                fields.text("identity_id"),
                fields.text("id"),
                fields.text("provider", ""),
                fields.object("identity_data").all(),
                fields.time("created_at"),
                fields.time("last_sign_in_at"));
    }

    /** The provider; no personal data. */
    @Override
    public String toString() {
        return "UserIdentity[" + provider + "]";
    }
}
