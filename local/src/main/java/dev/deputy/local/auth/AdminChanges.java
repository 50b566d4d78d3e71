package dev.deputy.local.auth;

import dev.deputy.local.http.Body;
import dev.deputy.local.http.Failure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a service wants a user to be. Absent is "as it is". */
record AdminChanges(
        Optional<String> email,
        boolean emailConfirmed,
        Optional<String> phone,
        boolean phoneConfirmed,
        Optional<String> password,
        Optional<String> passwordHash,
        Optional<String> role,
        @Nullable ObjectNode userMetadata,
        @Nullable ObjectNode appMetadata,
        Optional<Duration> ban) {

    /** Of a name in Postgres. */
    private static final int MAXIMUM_ROLE_LENGTH = 63;

    static AdminChanges read(Body body) {
        Optional<String> password = body.optionalText("password").filter(text -> !text.isEmpty());
        Optional<String> hash = body.optionalText("password_hash").filter(text -> !text.isEmpty());
        if (password.isPresent() && hash.isPresent()) {
            throw invalid("Only a password or a password hash should be provided");
        }
        if (hash.isPresent() && !Passwords.isHash(hash.get())) {
            throw invalid("The password hash is not one of bcrypt's, the only ones that the local Supabase reads");
        }
        if (body.text("role").length() > MAXIMUM_ROLE_LENGTH) {
            throw invalid("The role's name is too long");
        }
        return new AdminChanges(
                body.optionalText("email").filter(text -> !text.isEmpty()).map(EmailAddress::check),
                body.flag("email_confirm"),
                body.optionalText("phone").filter(text -> !text.isEmpty()).map(PhoneNumber::check),
                body.flag("phone_confirm"),
                password,
                hash,
                body.optionalText("role").map(String::strip).filter(text -> !text.isEmpty()),
                body.object("user_metadata"),
                body.object("app_metadata"),
                ban(body.text("ban_duration")));
    }

    /** A ban of no length ends one. */
    private static Optional<Duration> ban(String text) {
        return switch (text) {
            case "" -> Optional.empty();
            case "none" -> Optional.of(Duration.ZERO);
            default ->
                Optional.of(GoDuration.parse(text)
                        .orElseThrow(() -> invalid("invalid format for ban duration: write it like 24h or 1h30m")));
        };
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "AdminChanges[" + email.orElse("") + "]";
    }
}
