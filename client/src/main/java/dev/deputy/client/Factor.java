package dev.deputy.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A second factor of a user.
 *
 * @param type {@code totp}, {@code phone} or {@code webauthn}
 * @param isVerified whether the user has shown that they have it
 */
public record Factor(
        UUID id,
        String type,
        boolean isVerified,
        @Nullable String friendlyName,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    static Factor of(Fields fields) {
        return new Factor(
                fields.id("id"),
                fields.text("factor_type", ""),
                fields.text("status", "").equals("verified"),
                fields.someText("friendly_name"),
                fields.time("created_at"),
                fields.time("updated_at"));
    }
}
