package dev.deputy.local.auth;

import dev.deputy.local.auth.Users.Credentials;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** {@code POST /token?grant_type=password}. */
final class SignIn {

    private final AuthSettings settings;
    private final Database database;
    private final Users users;
    private final Entrance entrance;
    private final Passwords passwords;
    private final Clock clock;

    SignIn(AuthSettings settings, Database database, Users users, Entrance entrance, Passwords passwords, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.users = users;
        this.entrance = entrance;
        this.passwords = passwords;
        this.clock = clock;
    }

    Answer signIn(Call call) throws IOException, SQLException {
        Body body = call.json();
        String email = EmailAddress.normalize(body.text("email"));
        String phone = body.text("phone");
        String password = body.text("password");
        if (!email.isEmpty() && !phone.isEmpty()) {
            throw new Failure(
                    400, "validation_failed", "Only an email address or phone number should be provided on login.");
        }
        if (!phone.isEmpty() && !settings.phoneSignIns()) {
            throw new Failure(422, "phone_provider_disabled", "Phone logins are disabled");
        }
        if (!email.isEmpty() && !settings.emailSignIns()) {
            throw new Failure(422, "email_provider_disabled", "Email logins are disabled");
        }
        if (email.isEmpty() && phone.isEmpty()) {
            throw new Failure(400, "validation_failed", "missing email or phone");
        }
        Optional<Credentials> credentials = database.read(connection -> phone.isEmpty()
                ? users.credentials(connection, email)
                : users.credentialsByPhone(connection, PhoneNumber.normalize(phone)));
        // Outside a transaction: this is slow by intention.
        if (!passwords.matches(
                password, credentials.map(Credentials::passwordHash).orElse(null))) {
            throw Failures.wrongCredentials();
        }
        boolean byPhone = !phone.isEmpty();
        return database.inTransaction(connection -> admit(connection, credentials.orElseThrow(), byPhone, call));
    }

    private Answer admit(Connection connection, Credentials checked, boolean byPhone, Call call) throws SQLException {
        User user = users.lock(connection, checked.userId()).orElseThrow(Failures::wrongCredentials);
        Credentials current = users.credentials(connection, checked.userId()).orElseThrow(Failures::wrongCredentials);
        if (!Objects.equals(current.passwordHash(), checked.passwordHash())) {
            throw Failures.wrongCredentials(); // the password was changed while we looked
        }
        // After the password, so that only its owner is told.
        if (user.isBanned(clock.instant())) {
            throw new Failure(400, "user_banned", "User is banned");
        }
        if (byPhone && !user.phoneConfirmed()) {
            throw new Failure(400, "phone_not_confirmed", "Phone not confirmed");
        }
        if (!byPhone && !user.emailConfirmed()) {
            throw new Failure(400, "email_not_confirmed", "Email not confirmed");
        }
        return Answer.json(200, entrance.admit(connection, user.id(), "password", call));
    }
}
