package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code POST /token?grant_type=refresh_token}. */
final class Refresh {

    private final Database database;
    private final Users users;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Clock clock;

    Refresh(Database database, Tables tables, AccessTokens accessTokens, Clock clock) {
        this.database = database;
        this.users = tables.users();
        this.sessions = tables.sessions();
        this.refreshTokens = tables.refreshTokens();
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    Answer refresh(Call call) throws IOException, SQLException {
        String token = call.json().text("refresh_token");
        if (token.isEmpty()) {
            String message = "refresh_token required";
            Map<String, Object> details = Map.of("error", "invalid_request", "error_description", message);
            throw new Failure(400, "validation_failed", message, details, null);
        }
        return database.inTransaction(connection -> exchange(connection, token, call))
                .orElseThrow(() -> invalid("refresh_token_already_used", "Already Used"));
    }

    /** Empty when the token was used before: its family has ended then, and that must be committed. */
    private Optional<Answer> exchange(Connection connection, String token, Call call) throws SQLException {
        Sql.update(connection, "set local lock_timeout = '5s'");
        UUID sessionId = refreshTokens.sessionOf(connection, token).orElseThrow(Refresh::notFound);
        Session session = sessions.lock(connection, sessionId).orElseThrow(Refresh::notFound);
        User user = users.find(connection, session.userId()).orElseThrow(Refresh::notFound);
        if (user.isBanned(clock.instant())) {
            throw invalid("user_banned", "User Banned");
        }
        if (session.isOver(clock.instant())) {
            throw invalid("session_expired", "Session Expired");
        }
        Optional<String> next = refreshTokens.exchange(connection, session, token);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        sessions.refreshed(connection, sessionId, call);
        return Optional.of(Answer.json(200, accessTokens.answer(user, session, next.get())));
    }

    private static Failure notFound() {
        return invalid("refresh_token_not_found", "Refresh Token Not Found");
    }

    private static Failure invalid(String code, String why) {
        return new Failure(400, code, "Invalid Refresh Token: " + why);
    }
}
