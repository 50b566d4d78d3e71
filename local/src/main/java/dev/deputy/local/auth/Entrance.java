package dev.deputy.local.auth;

import dev.deputy.local.http.Call;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What every way of signing in ends with: a session, its first refresh token, an access token. */
final class Entrance {

    private final Users users;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;

    Entrance(Tables tables, AccessTokens accessTokens) {
        this.users = tables.users();
        this.sessions = tables.sessions();
        this.refreshTokens = tables.refreshTokens();
        this.accessTokens = accessTokens;
    }

    /** Signs the user in. Their row must be locked or new. */
    ObjectNode admit(Connection connection, UUID userId, String method, Call call) {
        return admit(connection, userId, method, null, call);
    }

    /** As {@link #admit(Connection, UUID, String, Call)}, with this second factor proven, too. */
    ObjectNode admit(Connection connection, UUID userId, String method, @Nullable Factor factor, Call call) {
        try {
            return grant(connection, userId, method, factor, call);
        } catch (SQLException e) {
            throw Failures.database("Database error granting user", e); // a trigger may have refused
        }
    }

    private ObjectNode grant(Connection connection, UUID userId, String method, @Nullable Factor factor, Call call)
            throws SQLException {
        Session session = sessions.begin(connection, userId, method, call);
        if (factor != null) {
            sessions.sureBy(connection, session.id(), factor);
            session = sessions.find(connection, session.id()).orElseThrow();
        }
        String refreshToken = refreshTokens.issue(connection, userId, session.id());
        users.signedIn(connection, userId);
        User user = users.find(connection, userId).orElseThrow();
        return accessTokens.answer(user, session, refreshToken);
    }
}
