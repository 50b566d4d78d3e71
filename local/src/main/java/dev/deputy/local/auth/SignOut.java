package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** {@code POST /logout}: ends this session, all of the user's, or all others. Access tokens run out by themselves. */
final class SignOut {

    private static final Set<String> SCOPES = Set.of("global", "local", "others");

    private final Authentication authentication;
    private final Database database;
    private final Sessions sessions;

    SignOut(Authentication authentication, Database database, Sessions sessions) {
        this.authentication = authentication;
        this.database = database;
        this.sessions = sessions;
    }

    Answer signOut(Call call) throws SQLException {
        Identified who = authentication.user(call);
        String scope = call.parameter("scope").filter(text -> !text.isEmpty()).orElse("global");
        if (!SCOPES.contains(scope)) {
            throw new Failure(400, "validation_failed", "Unsupported logout scope");
        }
        return database.inTransaction(connection -> {
            end(connection, who, scope);
            return Answer.empty(204);
        });
    }

    private void end(Connection connection, Identified who, String scope) throws SQLException {
        Session own = who.session();
        if (own == null || scope.equals("global")) {
            sessions.endAllOf(connection, who.user().id());
        } else if (scope.equals("local")) {
            sessions.end(connection, own.id());
        } else {
            sessions.endAllBut(connection, who.user().id(), own.id());
        }
    }
}
