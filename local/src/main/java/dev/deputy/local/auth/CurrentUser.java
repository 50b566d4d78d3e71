package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.auth.Users.Credentials;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET} and {@code PUT /user}: who I am, and what I change about myself. */
final class CurrentUser {

    private final AuthSettings settings;
    private final Authentication authentication;
    private final Database database;
    private final Users users;
    private final UserChanges changes;
    private final Identities identities;
    private final Sessions sessions;
    private final Factors factors;
    private final Passwords passwords;

    CurrentUser(
            AuthSettings settings,
            Authentication authentication,
            Database database,
            Tables tables,
            Passwords passwords) {
        this.settings = settings;
        this.authentication = authentication;
        this.database = database;
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
        this.sessions = tables.sessions();
        this.factors = tables.factors();
        this.passwords = passwords;
    }

    Answer show(Call call) throws SQLException {
        Identified who = authentication.user(call);
        if (!who.isForAudience(Users.AUDIENCE)) {
            throw invalid(400, "Token audience doesn't match request audience");
        }
        return Answer.json(200, who.user().json());
    }

    Answer change(Call call) throws IOException, SQLException {
        Identified who = authentication.user(call);
        Wanted wanted = read(call.json(), who.user());
        refuseWhatNeedsMore(who, wanted);
        String hash = wanted.password() == null ? null : newHash(who.user(), wanted.password());
        try {
            return database.inTransaction(connection -> {
                User user = authentication.lock(connection, who);
                apply(connection, user, who.session(), wanted, hash);
                return Answer.json(
                        200, users.find(connection, user.id()).orElseThrow().json());
            });
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS)) {
                throw Failures.emailTaken();
            }
            throw e;
        }
    }

    /** What is to become different; null is "as it is". */
    private record Wanted(
            @Nullable String email,
            @Nullable String password,
            @Nullable ObjectNode data) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Wanted";
        }
    }

    private Wanted read(Body body, User user) {
        String email = body.text("email");
        if (!email.isEmpty()) {
            email = EmailAddress.check(email);
        }
        if (!body.text("phone").isEmpty()) {
            throw new Failure(
                    400, "phone_provider_disabled", "Phone numbers are not supported by the local Supabase yet");
        }
        if (body.object("app_metadata") != null) {
            throw new Failure(403, "not_admin", "Updating app_metadata requires admin privileges");
        }
        Optional<String> password = body.optionalText("password");
        password.ifPresent(passwords::check);
        return new Wanted(
                email.isEmpty() || email.equals(user.email()) ? null : email,
                password.orElse(null),
                body.object("data"));
    }

    private void refuseWhatNeedsMore(Identified who, Wanted wanted) throws SQLException {
        boolean sensitive = wanted.password() != null || wanted.email() != null;
        User user = who.user();
        boolean sure = who.session() != null && who.session().isSure();
        if (sensitive && !sure && database.read(connection -> factors.hasVerified(connection, user.id()))) {
            throw new Failure(
                    401,
                    "insufficient_aal",
                    "AAL2 session is required to update email or password when MFA is enabled.");
        }
        if (user.anonymous() && wanted.password() != null && wanted.email() == null) {
            throw invalid(422, "Updating password of an anonymous user without an email or phone is not allowed");
        }
        if (user.sso() && sensitive) {
            throw new Failure(
                    422, "user_sso_managed", "Updating email, phone, password of a SSO account only possible via SSO");
        }
        String email = wanted.email();
        if (email != null
                && database.read(connection -> users.findByEmail(connection, email))
                        .isPresent()) {
            throw Failures.emailTaken();
        }
    }

    private String newHash(User user, String password) throws SQLException {
        Optional<Credentials> old = database.read(connection -> users.credentials(connection, user.id()));
        if (passwords.matches(password, old.map(Credentials::passwordHash).orElse(null))) {
            throw new Failure(422, "same_password", "New password should be different from the old password.");
        }
        return passwords.hash(password);
    }

    private void apply(
            Connection connection, User user, @Nullable Session session, Wanted wanted, @Nullable String hash)
            throws SQLException {
        if (hash != null) {
            changes.setPassword(connection, user.id(), hash);
            if (session == null) {
                sessions.endAllOf(connection, user.id());
            } else {
                sessions.endAllBut(connection, user.id(), session.id());
            }
        }
        if (wanted.data() != null) {
            changes.mergeUserMetadata(connection, user.id(), wanted.data());
        }
        if (wanted.email() != null) {
            changeEmail(connection, user, wanted.email());
        }
    }

    private void changeEmail(Connection connection, User user, String email) throws SQLException {
        if (user.anonymous() && settings.autoconfirm()) {
            // For somebody anonymous this is the sign-up, and follows its rules.
            changes.setEmail(connection, user.id(), email);
            changes.confirmEmail(connection, user.id());
            identities.setEmail(connection, user.id(), email, /* verified= */ true);
            changes.mergeAppMetadata(connection, user.id(), Providers.of(identities.providers(connection, user.id())));
        } else {
            changes.requestEmailChange(connection, user.id(), email);
        }
    }

    private static Failure invalid(int status, String why) {
        return new Failure(status, "validation_failed", why);
    }
}
