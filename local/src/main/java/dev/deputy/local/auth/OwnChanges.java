package dev.deputy.local.auth;

import dev.deputy.local.http.Body;
import dev.deputy.local.http.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a user wants to be different about themselves; null is "as it is". */
record OwnChanges(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String password,
        @Nullable ObjectNode data,
        String nonce,
        Optional<CodeChallenge> challenge) {

    static OwnChanges read(Body body, User user, Passwords passwords) {
        String email = body.text("email");
        if (!email.isEmpty()) {
            email = EmailAddress.check(email);
        }
        String phone = body.text("phone");
        if (!phone.isEmpty()) {
            phone = PhoneNumber.check(phone);
            Channel.check(body);
        }
        if (body.object("app_metadata") != null) {
            throw new Failure(403, "not_admin", "Updating app_metadata requires admin privileges");
        }
        Optional<String> password = body.optionalText("password");
        password.ifPresent(passwords::check);
        return new OwnChanges(
                email.isEmpty() || email.equals(user.email()) ? null : email,
                phone.isEmpty() || phone.equals(user.phone()) ? null : phone,
                password.orElse(null),
                body.object("data"),
                body.text("nonce"),
                CodeChallenge.of(body.text("code_challenge_method"), body.text("code_challenge")));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "OwnChanges";
    }
}
