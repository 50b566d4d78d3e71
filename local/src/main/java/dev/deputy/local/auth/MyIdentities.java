package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.sql.SQLException;
import java.util.UUID;

/** {@code DELETE /user/identities/{id}}: one way less to sign in as me. */
final class MyIdentities {

    private final Authentication authentication;
    private final Database database;
    private final IdentityLinks links;

    MyIdentities(Authentication authentication, Database database, IdentityLinks links) {
        this.authentication = authentication;
        this.database = database;
        this.links = links;
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
