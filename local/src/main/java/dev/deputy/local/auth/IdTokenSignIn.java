package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.auth.ProviderAccounts.Confirmation;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code POST /token?grant_type=id_token}: signs in, or links, whom a provider vouches for. */
final class IdTokenSignIn {

    private final Authentication authentication;
    private final Post post;
    private final IdTokens tokens;
    private final ProviderAccounts accounts;
    private final IdentityLinks links;
    private final Entrance entrance;
    private final Mails mails;
    private final RedirectTarget redirectTarget;

    IdTokenSignIn(
            SiteSettings site,
            Authentication authentication,
            Post post,
            IdTokens tokens,
            ProviderAccounts accounts,
            IdentityLinks links,
            Entrance entrance,
            Mails mails) {
        this.authentication = authentication;
        this.post = post;
        this.tokens = tokens;
        this.accounts = accounts;
        this.links = links;
        this.entrance = entrance;
        this.mails = mails;
        this.redirectTarget = new RedirectTarget(site);
    }

    Answer signIn(Call call) throws IOException, SQLException {
        Body body = call.json();
        if (body.flag("link_identity")) {
            return link(call, body);
        }
        ProviderIdentity who = tokens.read(body);
        return twice((connection, outgoing) ->
                        admitted(accounts.enter(connection, who, confirmation(outgoing, call)), connection, call))
                .orElseThrow(() -> ProviderAccounts.unverified(who));
    }

    private Answer link(Call call, Body body) throws SQLException {
        Identified me = authentication.user(call);
        links.refuseUnlessOn();
        ProviderIdentity who = tokens.read(body);
        return twice((connection, outgoing) -> {
                    User user = authentication.lock(connection, me);
                    return admitted(links.link(connection, user, who, confirmation(outgoing, call)), connection, call);
                })
                .orElseThrow(() -> IdentityLinks.unverified(who));
    }

    private Optional<Answer> admitted(Optional<User> user, Connection connection, Call call) {
        return user.map(found -> Answer.json(200, entrance.admit(connection, found.id(), "oauth", call)));
    }

    private Confirmation confirmation(Consumer<Message> outgoing, Call call) {
        Ending ending = Ending.withTokens(redirectTarget.of(call));
        return (connection, user) -> mails.confirmation(connection, outgoing, user, ending);
    }

    /** When another request made the same user at the same time, this one finds it the second time. */
    private <T> T twice(Post.Work<T> work) throws SQLException {
        try {
            return post.inTransaction(work);
        } catch (SQLException e) {
            if (ProviderAccounts.isLostRace(e)) {
                return post.inTransaction(work);
            }
            throw e;
        }
    }
}
