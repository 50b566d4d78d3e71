package dev.deputy.local.auth;

import dev.deputy.local.auth.Users.NewUser;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /signup}: with an e-mail address and a password, or anonymously with neither. */
final class SignUp {

    private final AuthSettings settings;
    private final Database database;
    private final Users users;
    private final UserChanges changes;
    private final Identities identities;
    private final Entrance entrance;
    private final Passwords passwords;
    private final Clock clock;

    SignUp(
            AuthSettings settings,
            Database database,
            Tables tables,
            Entrance entrance,
            Passwords passwords,
            Clock clock) {
        this.settings = settings;
        this.database = database;
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
        this.entrance = entrance;
        this.passwords = passwords;
        this.clock = clock;
    }

    Answer signUp(Call call) throws IOException, SQLException {
        Body body = call.json();
        String email = body.text("email");
        String phone = body.text("phone");
        String password = body.text("password");
        ObjectNode data = orEmpty(body.object("data"));
        boolean anonymous = email.isEmpty() && phone.isEmpty() && password.isEmpty();
        if (anonymous && !settings.anonymousSignIns()) {
            throw new Failure(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
        }
        if (!settings.signUps()) {
            throw new Failure(422, "signup_disabled", "Signups not allowed for this instance");
        }
        if (anonymous) {
            return anonymous(call, data);
        }
        if (password.isEmpty()) {
            throw invalid("Signup requires a valid password");
        }
        passwords.check(password);
        if (!email.isEmpty() && !phone.isEmpty()) {
            throw invalid("Only an email address or phone number should be provided on signup.");
        }
        if (body.text("code_challenge").isEmpty()
                != body.text("code_challenge_method").isEmpty()) {
            throw invalid("PKCE flow requires code_challenge_method and code_challenge");
        }
        if (!phone.isEmpty()) {
            throw new Failure(400, "phone_provider_disabled", "Phone signups are disabled");
        }
        if (!settings.emailSignIns()) {
            throw new Failure(400, "email_provider_disabled", "Email signups are disabled");
        }
        return withEmail(call, EmailAddress.check(email), password, data);
    }

    private Answer anonymous(Call call, ObjectNode data) throws SQLException {
        NewUser user =
                new NewUser(UUID.randomUUID(), Users.AUDIENCE, null, "", Json.object(), data, /* anonymous= */ true);
        return database.inTransaction(connection -> {
            insert(connection, user);
            return Answer.json(200, entrance.admit(connection, user.id(), "anonymous", call));
        });
    }

    private Answer withEmail(Call call, String email, String password, ObjectNode data) throws SQLException {
        // Before anything is looked up, so that the time it takes does not say whether the address is known.
        String hash = passwords.hash(password);
        Optional<User> known = database.read(connection -> users.findByEmail(connection, email));
        if (known.isPresent()) {
            return alreadyThere(known.get(), email, data);
        }
        UUID id = UUID.randomUUID();
        ObjectNode metadata = Identities.emailData(id, email, data);
        NewUser user =
                new NewUser(id, Users.AUDIENCE, email, hash, Providers.only("email"), metadata, /* anonymous= */ false);
        try {
            return database.inTransaction(connection -> create(connection, user, email, data, call));
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS)) {
                // Somebody else signed up with the same address in the meantime.
                User winner = database.read(connection -> users.findByEmail(connection, email))
                        .orElseThrow(() -> e);
                return alreadyThere(winner, email, data);
            }
            throw e;
        }
    }

    private Answer create(Connection connection, NewUser user, String email, ObjectNode data, Call call)
            throws SQLException {
        insert(connection, user);
        identities.add(connection, user.id(), "email", Identities.emailData(user.id(), email, data));
        if (!settings.autoconfirm()) {
            changes.confirmationSent(connection, user.id());
            return Answer.json(
                    200, users.find(connection, user.id()).orElseThrow().json());
        }
        try {
            changes.confirmEmail(connection, user.id());
        } catch (SQLException e) {
            throw Failures.database("Database error updating user", e);
        }
        return Answer.json(200, entrance.admit(connection, user.id(), "password", call));
    }

    /** A trigger on auth.users may refuse the user, and its author wants to know. */
    private void insert(Connection connection, NewUser user) throws SQLException {
        try {
            users.insert(connection, user);
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS)) {
                throw e;
            }
            throw Failures.database("Database error saving new user", e);
        }
    }

    private Answer alreadyThere(User user, String email, ObjectNode data) throws SQLException {
        if (settings.autoconfirm()) {
            throw new Failure(422, "user_already_exists", "User already registered");
        }
        if (user.emailConfirmed()) {
            return Answer.json(200, decoy(email, data));
        }
        return database.inTransaction(connection -> {
            changes.confirmationSent(connection, user.id());
            return Answer.json(
                    200, users.find(connection, user.id()).orElseThrow().json());
        });
    }

    /** Nobody: answered where saying "this address is taken" would tell a stranger who has an account. */
    private ObjectNode decoy(String email, ObjectNode data) {
        Instant now = clock.instant();
        ObjectNode json = Json.object()
                .put("id", UUID.randomUUID().toString())
                .put("aud", Users.AUDIENCE)
                .put("role", "")
                .put("email", email)
                .put("phone", "")
                .put("confirmation_sent_at", now.toString());
        json.set("app_metadata", Providers.only("email"));
        json.set("user_metadata", data);
        json.putArray("identities");
        return json.put("created_at", now.toString())
                .put("updated_at", now.toString())
                .put("is_anonymous", false);
    }

    private static ObjectNode orEmpty(@Nullable ObjectNode object) {
        return object == null ? Json.object() : object;
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }
}
