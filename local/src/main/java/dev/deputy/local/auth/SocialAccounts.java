package dev.deputy.local.auth;

import dev.deputy.local.auth.OneTimeTokens.Found;
import dev.deputy.local.auth.OneTimeTokens.Kind;
import dev.deputy.local.auth.ProviderAccounts.Confirmation;
import dev.deputy.local.http.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What somebody came back from a provider for: to sign in, to have one more identity, or to accept an invitation. */
final class SocialAccounts {

    private final Users users;
    private final UserChanges changes;
    private final Identities identities;
    private final OneTimeTokens tokens;
    private final ProviderAccounts accounts;
    private final IdentityLinks links;

    SocialAccounts(Tables tables, ProviderAccounts accounts, IdentityLinks links) {
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
        this.tokens = tables.oneTimeTokens();
        this.accounts = accounts;
        this.links = links;
    }

    /**
     * The user who comes in.
     *
     * @return empty when their address must be confirmed first: they have been asked, so commit
     */
    Optional<User> enter(Connection connection, SocialState state, ProviderIdentity who, Confirmation confirmation)
            throws SQLException {
        UUID target = state.linkTo();
        if (target != null) {
            User user = users.lock(connection, target)
                    .orElseThrow(() -> new Failure(422, "user_not_found", "Linking target user not found"));
            return links.link(connection, user, who, confirmation);
        }
        return state.invitation().isEmpty()
                ? accounts.enter(connection, who, confirmation)
                : Optional.of(accept(connection, state.invitation(), who));
    }

    /** What somebody is told for whom {@link #enter} gave nothing. */
    static Failure unverified(SocialState state, ProviderIdentity who) {
        return state.linkTo() == null ? ProviderAccounts.unverified(who) : IdentityLinks.unverified(who);
    }

    /** That the invitation reached them proves the address. */
    private User accept(Connection connection, String hash, ProviderIdentity who) throws SQLException {
        Found invitation = tokens.find(connection, hash, List.of(Kind.CONFIRMATION))
                .orElseThrow(() -> new Failure(404, "invite_not_found", "Invite not found"));
        User user = users.lock(connection, invitation.userId()).orElseThrow(Failures::userGone);
        if (!user.email().equals(who.email())) {
            throw new Failure(400, "validation_failed", "Invited email does not match emails from external provider");
        }
        identities.add(connection, user.id(), who.provider(), who.subject(), who.data());
        changes.forgetWhatNobodyConfirmed(connection, user.id(), who.data());
        identities.deleteAllBut(connection, user.id(), who);
        changes.mergeAppMetadata(connection, user.id(), Providers.only(who.provider()));
        changes.confirmEmail(connection, user.id());
        return user;
    }
}
