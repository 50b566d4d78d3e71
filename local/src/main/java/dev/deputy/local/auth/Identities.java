package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The ways in which users may prove who they are ({@code auth.identities}). */
final class Identities {

    private final Clock clock;

    Identities(Clock clock) {
        this.clock = clock;
    }

    /** What the e-mail identity of a user holds; a client's own data never replaces these members. */
    static ObjectNode emailData(UUID userId, String email, ObjectNode usersOwn) {
        ObjectNode data = usersOwn.deepCopy();
        return data.put("sub", userId.toString())
                .put("email", email)
                .put("email_verified", false)
                .put("phone_verified", false);
    }

    void add(Connection connection, UUID userId, String provider, ObjectNode data) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "insert into auth.identities"
                        + " (id, provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)"
                        + " values (gen_random_uuid(), ?, ?, ?::jsonb, ?, ?, ?, ?)",
                userId.toString(),
                userId,
                data,
                provider,
                now,
                now,
                now);
    }

    /** Sets the address of the e-mail identity, and makes one for a user who has none. */
    void setEmail(Connection connection, UUID userId, String email, boolean verified) throws SQLException {
        ObjectNode change = Json.object().put("email", email).put("email_verified", verified);
        int changed = Sql.update(
                connection,
                "update auth.identities set identity_data = identity_data || ?::jsonb, updated_at = ?"
                        + " where user_id = ? and provider = 'email'",
                change,
                clock.instant(),
                userId);
        if (changed == 0) {
            ObjectNode data = emailData(userId, email, Json.object()).put("email_verified", verified);
            add(connection, userId, "email", data);
        }
    }

    /** The providers by which the user may come in, the oldest first. */
    List<String> providers(Connection connection, UUID userId) throws SQLException {
        return Sql.all(
                connection,
                "select provider from auth.identities where user_id = ? group by provider order by min(created_at)",
                row -> row.getString(1),
                userId);
    }

    List<ObjectNode> of(Connection connection, UUID userId) throws SQLException {
        return Sql.all(
                connection,
                "select id, provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at, email"
                        + " from auth.identities where user_id = ? order by created_at, id",
                Identities::json,
                userId);
    }

    private static ObjectNode json(ResultSet row) throws SQLException {
        ObjectNode json = Json.object()
                .put("identity_id", row.getString("id"))
                .put("id", row.getString("provider_id"))
                .put("user_id", row.getString("user_id"));
        json.set("identity_data", Json.parse(row.getString("identity_data")));
        json.put("provider", row.getString("provider"));
        for (String column : List.of("last_sign_in_at", "created_at", "updated_at")) {
            Instant time = Sql.instant(row, column);
            if (time != null) {
                json.put(column, time.toString());
            }
        }
        String email = row.getString("email");
        if (email != null) {
            json.put("email", email);
        }
        return json;
    }
}
