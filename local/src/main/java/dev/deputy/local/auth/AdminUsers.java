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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/users}: what services with the secret key do with users. */
final class AdminUsers {

    private final Authentication authentication;
    private final Database database;
    private final Users users;
    private final UserChanges changes;
    private final Identities identities;
    private final Sessions sessions;
    private final Factors factors;
    private final Passwords passwords;
    private final Clock clock;

    AdminUsers(Authentication authentication, Database database, Tables tables, Passwords passwords, Clock clock) {
        this.authentication = authentication;
        this.database = database;
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
        this.sessions = tables.sessions();
        this.factors = tables.factors();
        this.passwords = passwords;
        this.clock = clock;
    }

    Answer list(Call call) throws SQLException {
        authentication.requireAdministrator(call);
        Page page = Page.of(call);
        String filter = call.parameter("filter").orElse("");
        return database.read(connection -> {
            List<User> found = users.list(connection, filter, page);
            ObjectNode body = Json.object();
            found.stream().map(User::json).forEach(body.putArray("users")::add);
            return page.mark(Answer.json(200, body.put("aud", Users.AUDIENCE)), call, users.count(connection, filter));
        });
    }

    Answer show(Call call) throws SQLException {
        authentication.requireAdministrator(call);
        UUID id = id(call);
        return database.read(connection -> answer(connection, id));
    }

    Answer create(Call call) throws IOException, SQLException {
        authentication.requireAdministrator(call);
        Body body = call.json();
        AdminChanges wanted = AdminChanges.read(body);
        if (wanted.email().isEmpty() && wanted.phone().isEmpty()) {
            throw new Failure(400, "validation_failed", "Cannot create a user without either an email or phone");
        }
        wanted.password().ifPresent(Passwords::refuseTooLong);
        // A user without either gets a password that nobody knows, so that the address alone never suffices.
        String hash = wanted.passwordHash()
                .orElseGet(() -> wanted.password().map(passwords::hash).orElseGet(passwords::nobodyKnows));
        UUID id = body.optionalText("id").map(AdminUsers::newId).orElseGet(UUID::randomUUID);
        List<String> providers = new ArrayList<>();
        wanted.email().ifPresent(email -> providers.add("email"));
        wanted.phone().ifPresent(phone -> providers.add("phone"));
        ObjectNode userMetadata = wanted.userMetadata() == null ? Json.object() : wanted.userMetadata();
        NewUser user = new NewUser(
                id,
                wanted.role().orElse(Users.AUDIENCE),
                wanted.email().orElse(null),
                wanted.phone().orElse(null),
                hash,
                Providers.of(providers),
                userMetadata,
                /* anonymous= */ false);
        try {
            return database.inTransaction(connection -> {
                users.insert(connection, user);
                if (wanted.email().isPresent()) {
                    ObjectNode data = Identities.emailData(id, wanted.email().get(), Json.object());
                    identities.add(connection, id, "email", data);
                }
                if (wanted.phone().isPresent()) {
                    ObjectNode data = Identities.phoneData(id, wanted.phone().get(), wanted.phoneConfirmed());
                    identities.add(connection, id, "phone", data);
                }
                finish(connection, id, wanted);
                return answer(connection, id);
            });
        } catch (SQLException e) {
            throw refused(e, "Database error creating new user");
        }
    }

    Answer change(Call call) throws IOException, SQLException {
        authentication.requireAdministrator(call);
        UUID id = id(call);
        AdminChanges wanted = AdminChanges.read(call.json());
        wanted.password().ifPresent(passwords::check);
        String hash = wanted.passwordHash()
                .orElse(wanted.password().map(passwords::hash).orElse(null));
        try {
            return database.inTransaction(connection -> {
                if (users.lock(connection, id).isEmpty()) {
                    throw notFound();
                }
                if (wanted.role().isPresent()) {
                    changes.setRole(connection, id, wanted.role().get());
                }
                if (hash != null) {
                    changes.setPassword(connection, id, hash);
                    sessions.endAllOf(connection, id);
                }
                if (wanted.email().isPresent()) {
                    changes.setEmail(connection, id, wanted.email().get());
                    identities.setEmail(connection, id, wanted.email().get(), wanted.emailConfirmed());
                }
                if (wanted.phone().isPresent()) {
                    changes.setPhone(connection, id, wanted.phone().get());
                    identities.setPhone(connection, id, wanted.phone().get(), wanted.phoneConfirmed());
                    changes.mergeAppMetadata(connection, id, Providers.of(identities.providers(connection, id)));
                }
                if (wanted.userMetadata() != null) {
                    changes.mergeUserMetadata(connection, id, wanted.userMetadata());
                }
                finish(connection, id, wanted);
                return answer(connection, id);
            });
        } catch (SQLException e) {
            throw refused(e, "Error updating user");
        }
    }

    /** What creating and changing have in common. */
    private void finish(Connection connection, UUID id, AdminChanges wanted) throws SQLException {
        if (wanted.appMetadata() != null) {
            changes.mergeAppMetadata(connection, id, wanted.appMetadata());
        }
        if (wanted.emailConfirmed()) {
            changes.confirmEmail(connection, id);
        }
        if (wanted.phoneConfirmed()) {
            changes.confirmPhone(connection, id);
        }
        if (wanted.ban().isPresent()) {
            Duration ban = wanted.ban().get();
            changes.ban(connection, id, ban.isZero() ? null : clock.instant().plus(ban));
        }
    }

    Answer delete(Call call) throws IOException, SQLException {
        authentication.requireAdministrator(call);
        UUID id = id(call);
        boolean soft =
                call.optionalJson().map(body -> body.flag("should_soft_delete")).orElse(false);
        try {
            return database.inTransaction(connection -> {
                if (users.lock(connection, id).isEmpty()) {
                    throw notFound();
                }
                if (soft) {
                    changes.deleteSoftly(connection, id);
                    factors.deleteAllOf(connection, id);
                    sessions.endAllOf(connection, id);
                } else {
                    changes.delete(connection, id);
                }
                return Answer.json(200, Json.object());
            });
        } catch (SQLException e) {
            throw Failures.database("Database error deleting user", e);
        }
    }

    private Answer answer(Connection connection, UUID id) throws SQLException {
        return Answer.json(
                200,
                users.find(connection, id).orElseThrow(AdminUsers::notFound).json());
    }

    static UUID id(Call call) {
        return Authentication.uuid(call.variable("id"))
                .orElseThrow(() -> new Failure(404, "validation_failed", "user_id must be an UUID"));
    }

    private static UUID newId(String text) {
        return Authentication.uuid(text)
                .filter(id -> !id.equals(new UUID(0, 0)))
                .orElseThrow(() -> new Failure(400, "validation_failed", "ID must conform to the uuid v4 format"));
    }

    static Failure notFound() {
        return new Failure(404, "user_not_found", "User not found");
    }

    private static Failure refused(SQLException e, String message) {
        if (Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS)) {
            return Failures.emailTaken();
        }
        if (Database.isDuplicate(e, Users.ONE_USER_A_NUMBER)) {
            return Failures.phoneTaken();
        }
        return Database.isDuplicate(e, "users_pkey")
                ? new Failure(422, "user_already_exists", "A user with this id already exists")
                : Failures.database(message, e);
    }
}
