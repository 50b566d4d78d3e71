package dev.deputy.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user, as the auth server knows them. Addresses and numbers that a user does not have are null.
 *
 * @param newEmail what they want their address to be, and have not confirmed
 * @param appMetadata the project's word
 * @param userMetadata the user's own word, which says nothing about what they may do
 * @param bannedUntil null where they are not
 */
public record User(
        UUID id,
        String role,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String newEmail,
        @Nullable String newPhone,
        Map<String, Object> appMetadata,
        Map<String, Object> userMetadata,
        List<UserIdentity> identities,
        List<Factor> factors,
        boolean isAnonymous,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant lastSignInAt,
        @Nullable Instant emailConfirmedAt,
        @Nullable Instant phoneConfirmedAt,
        @Nullable Instant invitedAt,
        @Nullable Instant bannedUntil,
        @Nullable Instant deletedAt) {

    static User of(Fields fields) {
        return new User(
                fields.id("id"),
                fields.text("role", ""),
                fields.someText("email"),
                fields.someText("phone"),
                fields.someText("new_email"),
                fields.someText("new_phone"),
                fields.object("app_metadata").all(),
                fields.object("user_metadata").all(),
                fields.objects("identities").stream().map(UserIdentity::of).toList(),
                fields.objects("factors").stream().map(Factor::of).toList(),
                fields.is("is_anonymous"),
                fields.time("created_at"),
                fields.time("updated_at"),
                fields.time("last_sign_in_at"),
                fields.time("email_confirmed_at"),
                fields.time("phone_confirmed_at"),
                fields.time("invited_at"),
                fields.time("banned_until"),
                fields.time("deleted_at"));
    }

    /** The id and the role; no personal data. */
    @Override
    public String toString() {
        return "User[" + id + ", " + role + "]";
    }
}
