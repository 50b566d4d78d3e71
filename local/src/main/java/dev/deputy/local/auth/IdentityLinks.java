package dev.deputy.local.auth;

import dev.deputy.local.http.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The further identities of a user who is signed in: one more, or one less. */
final class IdentityLinks {

    private final AuthSettings settings;
    private final UserChanges changes;
    private final Users users;
    private final Identities identities;

    IdentityLinks(AuthSettings settings, Tables tables) {
        this.settings = settings;
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
    }

    void refuseUnlessOn() {
        if (!settings.manualLinking()) {
            throw new Failure(404, "manual_linking_disabled", "Manual linking is disabled");
        }
    }

    /**
     * Gives the user, whose row is locked, one more identity. Somebody without an address, anonymous or not, gets that of
     * the identity.
     *
     * @return empty when the address must be confirmed first: the identity is linked and the user has been asked, so commit
     */
    Optional<User> link(
            Connection connection, User user, ProviderIdentity who, ProviderAccounts.Confirmation confirmation)
            throws SQLException {
        Optional<UUID> owner = identities.userOf(connection, who.provider(), who.subject());
        if (owner.isPresent()) {
            throw new Failure(
                    422,
                    "identity_already_exists",
                    owner.get().equals(user.id())
                            ? "Identity is already linked"
                            : "Identity is already linked to another user");
        }
        identities.add(connection, user.id(), who.provider(), who.subject(), who.data());
        if (user.email().isEmpty() && !who.email().isEmpty()) {
            changes.useEmail(connection, user.id(), who.email());
            if (!who.emailVerified()) {
                confirmation.ask(connection, found(connection, user.id()));
                return Optional.empty();
            }
            changes.confirmEmail(connection, user.id());
            changes.noLongerAnonymous(connection, user.id());
        }
        nameProviders(connection, user.id());
        return Optional.of(found(connection, user.id()));
    }

    /** What somebody is told for whom {@link #link} gave nothing. */
    static Failure unverified(ProviderIdentity who) {
        String provider = who.provider();
        return new Failure(
                422,
                "email_not_confirmed",
                "Unverified email with " + provider + ". A confirmation email has been sent to your " + provider
                        + " email");
    }

    /** Takes an identity from the user, whose row is locked; the last one stays. */
    void unlink(Connection connection, User user, UUID identityId) throws SQLException {
        List<ObjectNode> all = identities.of(connection, user.id());
        if (all.size() <= 1) {
            throw new Failure(
                    422, "single_identity_not_deletable", "User must have at least 1 identity after unlinking");
        }
        ObjectNode gone = all.stream()
                .filter(identity -> text(identity, "identity_id").equals(identityId.toString()))
                .findFirst()
                .orElseThrow(() -> new Failure(422, "identity_not_found", "Identity doesn't exist"));
        identities.delete(connection, identityId);
        if (text(gone, "provider").equals("phone")) {
            changes.forgetPhone(connection, user.id());
        } else {
            keepAnAddressOf(
                    connection,
                    user,
                    all.stream().filter(each -> !each.equals(gone)).toList());
        }
        nameProviders(connection, user.id());
    }

    /** The user's address is always that of one of their identities: the best known of those, if it has to change. */
    private void keepAnAddressOf(Connection connection, User user, List<ObjectNode> left) throws SQLException {
        if (left.stream().anyMatch(identity -> text(identity, "email").equalsIgnoreCase(user.email()))) {
            return;
        }
        ObjectNode best =
                left.stream().min(Comparator.comparingInt(IdentityLinks::rank)).orElseThrow();
        try {
            changes.useEmail(connection, user.id(), text(best, "email"));
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS)) {
                throw new Failure(
                        422,
                        "email_conflict_identity_not_deletable",
                        "Unable to unlink identity due to email conflict");
            }
            throw e;
        }
        if (rank(best) != 0 && !settings.mail().autoconfirm()) {
            changes.forgetConfirmation(connection, user.id());
        }
    }

    private static int rank(ObjectNode identity) {
        if (text(identity, "email").isEmpty()) {
            return 2;
        }
        return identity.at("/identity_data/email_verified").asBoolean(false) ? 0 : 1;
    }

    private void nameProviders(Connection connection, UUID userId) throws SQLException {
        changes.mergeAppMetadata(connection, userId, Providers.of(identities.providers(connection, userId)));
    }

    private User found(Connection connection, UUID id) throws SQLException {
        return users.find(connection, id).orElseThrow(Failures::userGone);
    }

    private static String text(ObjectNode identity, String name) {
        return identity.path(name).asString("");
    }
}
