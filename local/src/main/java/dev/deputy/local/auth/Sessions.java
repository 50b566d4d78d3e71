package dev.deputy.local.auth;

import dev.deputy.local.http.Call;
import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tables {@code auth.sessions} and {@code auth.mfa_amr_claims}. Refresh tokens end with their session. */
final class Sessions {

    private final AuthSettings settings;
    private final Clock clock;

    Sessions(AuthSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins a session. The user's row must be locked or new, so that a password change does not miss it. */
    Session begin(Connection connection, UUID userId, String method, Call call) throws SQLException {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        Sql.update(
                connection,
                "insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)"
                        + " values (?, ?, ?, ?, 'aal1', ?, ?::inet)",
                id,
                userId,
                now,
                now,
                call.header("user-agent").orElse(null),
                call.remoteAddress());
        addMethod(connection, id, method);
        ArrayNode amr = Json.array().add(amrClaim(method, now.getEpochSecond()));
        return new Session(id, userId, "aal1", amr, null);
    }

    Optional<Session> find(Connection connection, UUID id) throws SQLException {
        return read(connection, id, "");
    }

    /** Finds the session and keeps others from changing or ending it until the transaction ends. */
    Optional<Session> lock(Connection connection, UUID id) throws SQLException {
        return read(connection, id, " for update");
    }

    /** When the user signed in. */
    Instant beganAt(Connection connection, UUID id) throws SQLException {
        return Sql.first(
                        connection,
                        "select created_at from auth.sessions where id = ?",
                        row -> Optional.ofNullable(Sql.instant(row, "created_at")),
                        id)
                .flatMap(time -> time)
                .orElse(Instant.EPOCH);
    }

    void refreshed(Connection connection, UUID id, Call call) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "update auth.sessions set refreshed_at = ?, updated_at = ?, user_agent = ?, ip = ?::inet where id = ?",
                now.atOffset(ZoneOffset.UTC).toLocalDateTime(), // this column alone has no time zone
                now,
                call.header("user-agent").orElse(null),
                call.remoteAddress(),
                id);
    }

    void end(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "delete from auth.sessions where id = ?", id);
    }

    void endAllOf(Connection connection, UUID userId) throws SQLException {
        Sql.update(connection, "delete from auth.sessions where user_id = ?", userId);
    }

    void endAllBut(Connection connection, UUID userId, UUID kept) throws SQLException {
        Sql.update(connection, "delete from auth.sessions where user_id = ? and id <> ?", userId, kept);
    }

    /** Ends those in which no second factor was proven. */
    void endUnsure(Connection connection, UUID userId) throws SQLException {
        Sql.update(connection, "delete from auth.sessions where user_id = ? and aal < 'aal2'", userId);
    }

    /** Notes that the second factor was proven in the session. */
    void sureBy(Connection connection, UUID id, Factor factor) throws SQLException {
        addMethod(connection, id, factor.method());
        Sql.update(
                connection,
                "update auth.sessions set aal = 'aal2', factor_id = ?, updated_at = ? where id = ?",
                factor.id(),
                clock.instant(),
                id);
    }

    /** Takes back what the second factor, which is no more, did for sessions. */
    void noLongerSureBy(Connection connection, Factor factor) throws SQLException {
        Sql.update(
                connection,
                "delete from auth.mfa_amr_claims where authentication_method = ?"
                        + " and session_id in (select id from auth.sessions where factor_id = ?)",
                factor.method(),
                factor.id());
        Sql.update(
                connection,
                "update auth.sessions set aal = 'aal1', factor_id = null, updated_at = ? where factor_id = ?",
                clock.instant(),
                factor.id());
    }

    private void addMethod(Connection connection, UUID id, String method) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)"
                        + " values (gen_random_uuid(), ?, ?, ?, ?) on conflict (session_id, authentication_method)"
                        + " do update set updated_at = excluded.updated_at",
                id,
                now,
                now,
                method);
    }

    private Optional<Session> read(Connection connection, UUID id, String lock) throws SQLException {
        return Sql.first(
                connection,
                "select user_id, aal, least(not_after, created_at + ?::interval," // nulls do not count
                        + " coalesce(refreshed_at at time zone 'UTC', created_at) + ?::interval) as not_after"
                        + " from auth.sessions where id = ?" + lock,
                row -> new Session(
                        id,
                        row.getObject("user_id", UUID.class),
                        Optional.ofNullable(row.getString("aal")).orElse("aal1"),
                        amr(connection, id),
                        Sql.instant(row, "not_after")),
                text(settings.sessionTimebox()),
                text(settings.sessionInactivity()),
                id);
    }

    /** In ISO 8601, which Postgres reads. */
    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }

    private static ArrayNode amr(Connection connection, UUID id) throws SQLException {
        ArrayNode claims = Json.array();
        Sql.all(
                        connection,
                        "select authentication_method, floor(extract(epoch from updated_at))::bigint as at"
                                + " from auth.mfa_amr_claims where session_id = ? order by updated_at desc",
                        row -> amrClaim(row.getString(1), row.getLong(2)),
                        id)
                .forEach(claims::add);
        return claims;
    }

    private static ObjectNode amrClaim(String method, long seconds) {
        return Json.object().put("method", method).put("timestamp", seconds);
    }
}
