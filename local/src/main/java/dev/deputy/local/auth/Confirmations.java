package dev.deputy.local.auth;

import dev.deputy.local.auth.SentCodes.Accepted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** What becomes true of a user when a code that they were sent comes back. */
final class Confirmations {

    private final AuthSettings settings;
    private final Users users;
    private final UserChanges changes;
    private final Identities identities;
    private final OneTimeTokens tokens;
    private final Passwords passwords;

    Confirmations(AuthSettings settings, Tables tables, Passwords passwords) {
        this.settings = settings;
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
        this.tokens = tables.oneTimeTokens();
        this.passwords = passwords;
    }

    /** Makes it true; false when another address has to agree first, and nobody comes in yet. */
    boolean apply(Connection connection, Accepted accepted) throws SQLException {
        User user = accepted.user();
        switch (accepted.type()) {
            case "signup", "invite" -> {
                givePasswordIfInvited(connection, user);
                confirmEmail(connection, user);
            }
            case "recovery", "magiclink" -> {
                changes.recovered(connection, user.id());
                if (!user.emailConfirmed()) {
                    confirmEmail(connection, user);
                }
            }
            case "email_change" -> {
                if (needsBoth(connection, user)) {
                    changes.agreeToEmailChange(connection, user.id());
                    tokens.use(connection, user.id(), accepted.kind());
                    return false;
                }
                changeEmail(connection, user.id(), user.newEmail());
            }
            case "sms" -> changes.confirmPhone(connection, user.id());
            case "phone_change" -> changePhone(connection, user.id(), user.newPhone());
            default -> throw new IllegalStateException("no such type: " + accepted.type());
        }
        noteProviders(connection, user.id());
        return true;
    }

    /** Gives the user the address, confirmed. */
    void changeEmail(Connection connection, UUID id, String email) throws SQLException {
        identities.setEmail(connection, id, email, /* verified= */ true);
        changes.setEmail(connection, id, email);
        changes.confirmEmail(connection, id);
    }

    /** Gives the user the number, confirmed. */
    void changePhone(Connection connection, UUID id, String phone) throws SQLException {
        identities.setPhone(connection, id, phone, /* verified= */ true);
        changes.setPhone(connection, id, phone);
        changes.confirmPhone(connection, id);
    }

    void noteProviders(Connection connection, UUID id) throws SQLException {
        changes.mergeAppMetadata(connection, id, Providers.of(identities.providers(connection, id)));
    }

    private void confirmEmail(Connection connection, User user) throws SQLException {
        changes.confirmEmail(connection, user.id());
        identities.verifyEmail(connection, user.id(), user.email());
    }

    private boolean needsBoth(Connection connection, User user) throws SQLException {
        return settings.mail().doubleConfirmChanges()
                && !settings.mail().autoconfirm()
                && !user.email().isEmpty()
                && !changes.isEmailChangeAgreed(connection, user.id());
    }

    /** Somebody invited has no password: until they choose one, it is one that nobody knows. */
    private void givePasswordIfInvited(Connection connection, User user) throws SQLException {
        Optional<String> hash = users.credentials(connection, user.id())
                .map(credentials -> credentials.passwordHash() == null ? "" : credentials.passwordHash());
        if (user.invited() && hash.orElse("").isEmpty()) {
            changes.setPassword(connection, user.id(), passwords.nobodyKnows());
        }
    }
}
