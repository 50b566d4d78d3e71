package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.sql.SQLException;
import java.util.UUID;

/** {@code /user/identities}: one way more to sign in as me, or one less. */
final class MyIdentities {

    private final Authentication authentication;
    private final Database database;
    private final IdentityLinks links;
    private final SocialSignIn social;

    MyIdentities(Authentication authentication, Database database, IdentityLinks links, SocialSignIn social) {
        this.authentication = authentication;
        this.database = database;
        this.links = links;
        this.social = social;
    }

    /** Sends the browser to the provider; supabase-js asks for the address instead, and goes there itself. */
    Answer link(Call call) throws SQLException {
        Identified me = authentication.user(call);
        links.refuseUnlessOn();
        String address = social.begin(call, me.user().id());
        return call.parameter("skip_http_redirect").filter("true"::equals).isPresent()
                ? Answer.json(200, Json.object().put("url", address))
                : Redirection.to(302, address);
    }

    Answer unlink(Call call) throws SQLException {
        Identified me = authentication.user(call);
        links.refuseUnlessOn();
        UUID id = Authentication.uuid(call.variable("id"))
                .orElseThrow(() -> new Failure(404, "validation_failed", "identity_id must be an UUID"));
        if (!me.isForAudience(Users.AUDIENCE)) {
            throw new Failure(403, "unexpected_audience", "Token audience doesn't match request audience");
        }
        return database.inTransaction(connection -> {
            links.unlink(connection, authentication.lock(connection, me), id);
            return Answer.json(200, Json.object());
        });
    }
}
