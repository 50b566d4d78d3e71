package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Sessions as people look at them, those of one user or of all. */
final class SessionList {

    private SessionList() {}

    /** The newest first. */
    static List<ObjectNode> of(Connection connection, @Nullable UUID userId, Page page) throws SQLException {
        return Sql.all(
                connection,
                "select s.id, s.user_id, u.email, s.created_at, s.refreshed_at at time zone 'utc' as refreshed_at,"
                        + " s.not_after, s.aal::text, s.user_agent, host(s.ip) as ip"
                        + " from auth.sessions s join auth.users u on u.id = s.user_id"
                        + " where s.user_id = coalesce(?, s.user_id) order by s.created_at desc, s.id limit ? offset ?",
                SessionList::json,
                userId,
                page.size(),
                page.offset());
    }

    static long count(Connection connection, @Nullable UUID userId) throws SQLException {
        return Sql.first(
                        connection,
                        "select count(*) from auth.sessions where user_id = coalesce(?, user_id)",
                        row -> row.getLong(1),
                        userId)
                .orElseThrow();
    }

    private static ObjectNode json(ResultSet row) throws SQLException {
        ObjectNode json = Json.object();
        for (String column : List.of("id", "user_id", "email", "aal", "user_agent", "ip")) {
            json.put(column, row.getString(column));
        }
        for (String column : List.of("created_at", "refreshed_at", "not_after")) {
            Instant time = Sql.instant(row, column);
            json.put(column, time == null ? null : time.toString());
        }
        return json;
    }
}
