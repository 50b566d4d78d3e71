package dev.deputy.local.auth;

import dev.deputy.local.auth.Users.NewUser;
import dev.deputy.local.http.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which user it is who comes from a provider: the one with that identity, else the one with the same address if somebody
 * has verified it, else a new one.
 */
final class ProviderAccounts {

    /** The index that keeps two users from having one identity. */
    static final String ONE_USER_AN_IDENTITY = "identities_provider_id_provider_unique";

    private final AuthSettings settings;
    private final Users users;
    private final UserChanges changes;
    private final Identities identities;
    private final Clock clock;

    ProviderAccounts(AuthSettings settings, Tables tables, Clock clock) {
        this.settings = settings;
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
        this.clock = clock;
    }

    /** Asks a user to confirm their address. */
    interface Confirmation {
        void ask(Connection connection, User user) throws SQLException;
    }

    /** Whether two at once made the same user or identity: the second one finds it when it tries again. */
    static boolean isLostRace(SQLException e) {
        return Database.isDuplicate(e, ONE_USER_AN_IDENTITY) || Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS);
    }

    /**
     * The user, whose row is locked.
     *
     * @return empty when their address must be confirmed first: the user is there and has been asked, so commit
     */
    Optional<User> enter(Connection connection, ProviderIdentity who, Confirmation confirmation) throws SQLException {
        User user = findOrMake(connection, who);
        if (user.isBanned(clock.instant())) {
            throw new Failure(403, "user_banned", "User is banned");
        }
        if (user.emailConfirmed()) {
            return Optional.of(user);
        }
        // Somebody may have signed up with another person's address, in the hope that they come by a provider one day.
        changes.forgetWhatNobodyConfirmed(connection, user.id(), who.data());
        identities.deleteAllBut(connection, user.id(), who);
        nameProviders(connection, user.id());
        if (isTrusted(who)) {
            changes.confirmEmail(connection, user.id());
            return Optional.of(locked(connection, user.id()));
        }
        if (!user.email().isEmpty()) {
            confirmation.ask(connection, user);
        }
        return Optional.empty();
    }

    /** What somebody is told for whom {@link #enter} gave nothing. */
    static Failure unverified(ProviderIdentity who) {
        String provider = who.provider();
        return new Failure(
                422,
                "provider_email_needs_verification",
                "Unverified email with " + provider + ". A confirmation email has been sent to your " + provider
                        + " email");
    }

    private User findOrMake(Connection connection, ProviderIdentity who) throws SQLException {
        Optional<UUID> known = identities.userOf(connection, who.provider(), who.subject());
        if (known.isPresent()) {
            User user = locked(connection, known.get());
            identities.seen(connection, who);
            return withDataOf(connection, user, who);
        }
        Optional<UUID> sameAddress = isTrusted(who) ? userWithAddress(connection, who.email()) : Optional.empty();
        if (sameAddress.isPresent()) {
            User user = locked(connection, sameAddress.get());
            identities.add(connection, user.id(), who.provider(), who.subject(), who.data());
            return withDataOf(connection, user, who);
        }
        return make(connection, who);
    }

    private User withDataOf(Connection connection, User user, ProviderIdentity who) throws SQLException {
        changes.mergeUserMetadata(connection, user.id(), who.data());
        nameProviders(connection, user.id());
        return locked(connection, user.id());
    }

    private User make(Connection connection, ProviderIdentity who) throws SQLException {
        if (!settings.signUps()) {
            throw new Failure(422, "signup_disabled", "Signups not allowed for this instance");
        }
        UUID id = UUID.randomUUID();
        NewUser user = new NewUser(
                id,
                Users.AUDIENCE,
                freeAddress(connection, who),
                "",
                Providers.only(who.provider()),
                who.data(),
                /* anonymous= */ false);
        try {
            users.insert(connection, user);
        } catch (SQLException e) {
            if (isLostRace(e)) {
                throw e;
            }
            throw Failures.database("Database error saving new user", e); // a trigger may have refused
        }
        identities.add(connection, id, who.provider(), who.subject(), who.data());
        return locked(connection, id);
    }

    /** An address that somebody else has stays theirs, when nobody has seen that it belongs to this one. */
    private @Nullable String freeAddress(Connection connection, ProviderIdentity who) throws SQLException {
        return who.email().isEmpty()
                        || users.findByEmail(connection, who.email()).isPresent()
                ? null
                : who.email();
    }

    private Optional<UUID> userWithAddress(Connection connection, String email) throws SQLException {
        List<UUID> found = identities.usersWithEmail(connection, email);
        if (found.size() > 1) {
            throw new Failure(
                    500,
                    "unexpected_failure",
                    "Multiple accounts with the same email address in the same linking domain detected: default");
        }
        return found.isEmpty() ? users.findByEmail(connection, email).map(User::id) : Optional.of(found.get(0));
    }

    private boolean isTrusted(ProviderIdentity who) {
        return !who.email().isEmpty() && (who.emailVerified() || settings.mail().autoconfirm());
    }

    private void nameProviders(Connection connection, UUID userId) throws SQLException {
        changes.mergeAppMetadata(connection, userId, Providers.of(identities.providers(connection, userId)));
    }

    private User locked(Connection connection, UUID id) throws SQLException {
        return users.lock(connection, id).orElseThrow(Failures::userGone);
    }
}
