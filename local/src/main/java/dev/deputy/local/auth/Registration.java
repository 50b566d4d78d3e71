package dev.deputy.local.auth;

import dev.deputy.local.auth.Users.NewUser;
import dev.deputy.local.http.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Makes users who come with an address or a number, and asks them to confirm it unless the settings do that. */
final class Registration {

    private final AuthSettings settings;
    private final Post post;
    private final Users users;
    private final UserChanges changes;
    private final Identities identities;
    private final FlowStates flows;
    private final Mails mails;
    private final TextMessages texts;

    Registration(AuthSettings settings, Post post, Tables tables, Mails mails, TextMessages texts) {
        this.settings = settings;
        this.post = post;
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
        this.flows = tables.flowStates();
        this.mails = mails;
        this.texts = texts;
    }

    /** What follows in the same transaction. */
    interface Then<T> {
        T with(Connection connection, User user) throws SQLException;
    }

    /**
     * Makes the user, or asks one again who has not confirmed the address yet. That one's password stays as it is: who
     * asks this time may be somebody else.
     *
     * @return empty when a confirmed user has the address
     */
    <T> Optional<T> byEmail(
            String email,
            String passwordHash,
            ObjectNode data,
            Optional<CodeChallenge> challenge,
            String redirectTo,
            Then<T> then)
            throws SQLException {
        UUID id = UUID.randomUUID();
        ObjectNode metadata = Identities.emailData(id, email, data);
        NewUser wanted = new NewUser(id, Users.AUDIENCE, email, passwordHash, Providers.only("email"), metadata, false);
        return retryingDuplicates(Users.ONE_USER_AN_ADDRESS, (connection, outgoing) -> {
            Optional<User> known = users.findByAnyEmail(connection, email);
            if (known.filter(User::emailConfirmed).isPresent()) {
                return Optional.empty();
            }
            User user = known.isPresent() ? known.get() : insert(connection, wanted);
            if (known.isEmpty()) {
                identities.add(connection, id, "email", metadata);
            }
            if (settings.mail().autoconfirm()) {
                confirm(connection, user, changes::confirmEmail);
            } else {
                if (challenge.isPresent()) {
                    flows.begin(connection, "email", "email/signup", challenge.get(), user.id());
                }
                mails.confirmation(connection, outgoing, user, new Ending(challenge.isPresent(), redirectTo));
            }
            return Optional.of(then.with(connection, found(connection, user.id())));
        });
    }

    /** As {@link #byEmail}, with a phone number. */
    <T> Optional<T> byPhone(String phone, String passwordHash, ObjectNode data, Then<T> then) throws SQLException {
        UUID id = UUID.randomUUID();
        ObjectNode identity = Identities.phoneData(id, phone, false);
        ObjectNode metadata = data.deepCopy().setAll(identity);
        NewUser wanted =
                new NewUser(id, Users.AUDIENCE, null, phone, passwordHash, Providers.only("phone"), metadata, false);
        return retryingDuplicates(Users.ONE_USER_A_NUMBER, (connection, outgoing) -> {
            Optional<User> known = users.findByPhone(connection, phone);
            if (known.filter(User::phoneConfirmed).isPresent()) {
                return Optional.empty();
            }
            User user = known.isPresent() ? known.get() : insert(connection, wanted);
            if (known.isEmpty()) {
                identities.add(connection, id, "phone", identity);
            }
            if (settings.sms().autoconfirm()) {
                confirm(connection, user, changes::confirmPhone);
            } else {
                texts.confirmation(connection, outgoing, user);
            }
            return Optional.of(then.with(connection, found(connection, user.id())));
        });
    }

    /** Makes a user as they are given. */
    User insert(Connection connection, NewUser user) throws SQLException {
        try {
            users.insert(connection, user);
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS)
                    || Database.isDuplicate(e, Users.ONE_USER_A_NUMBER)) {
                throw e;
            }
            // A trigger on auth.users may refuse the user, and its author wants to know.
            throw Failures.database("Database error saving new user", e);
        }
        return found(connection, user.id());
    }

    void refuseUnlessOpen() {
        if (!settings.signUps()) {
            throw new Failure(422, "signup_disabled", "Signups not allowed for this instance");
        }
    }

    private interface Confirmation {
        void of(Connection connection, UUID id) throws SQLException;
    }

    private static void confirm(Connection connection, User user, Confirmation confirmation) {
        try {
            confirmation.of(connection, user.id());
        } catch (SQLException e) {
            throw Failures.database("Database error updating user", e);
        }
    }

    private User found(Connection connection, UUID id) throws SQLException {
        return users.lock(connection, id).orElseThrow(Failures::userGone);
    }

    /** When somebody else came first with the same address, theirs is found the second time. */
    private <T> T retryingDuplicates(String constraint, Post.Work<T> work) throws SQLException {
        try {
            return post.inTransaction(work);
        } catch (SQLException e) {
            if (Database.isDuplicate(e, constraint)) {
                return post.inTransaction(work);
            }
            throw e;
        }
    }
}
