package dev.deputy.local.auth;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code auth.flow_state}: flows that a client began with a code challenge, until it ends them. */
final class FlowStates {

    /** GoTrue's. */
    private static final Duration EXPIRY = Duration.ofMinutes(5);

    /** What has been begun. */
    record Flow(
            UUID id,
            @Nullable UUID userId,
            String method,
            CodeChallenge challenge,
            String providerToken,
            String providerRefreshToken,
            Instant begins) {

        /** Without what the provider gave. */
        @Override
        public String toString() {
            return "Flow[" + id + ", " + method + "]";
        }
    }

    private final Clock clock;

    FlowStates(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes a flow.
     *
     * @param provider who tells us who the user is, such as {@code email} or {@code github}
     * @param method how they do it, such as {@code magiclink} or {@code oauth}
     * @param userId null until that is known
     */
    UUID begin(Connection connection, String provider, String method, CodeChallenge challenge, @Nullable UUID userId)
            throws SQLException {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        Sql.update(connection, "delete from auth.flow_state where created_at < ?", now.minus(Duration.ofDays(1)));
        Sql.update(
                connection,
                "insert into auth.flow_state (id, user_id, auth_code, code_challenge_method, code_challenge,"
                        + " provider_type, provider_access_token, provider_refresh_token, authentication_method,"
                        + " created_at, updated_at)"
                        + " values (?, ?, ?, ?::auth.code_challenge_method, ?, ?, '', '', ?, ?, ?)",
                id,
                userId,
                UUID.randomUUID().toString(),
                challenge.method(),
                challenge.challenge(),
                provider,
                method,
                now,
                now);
        return id;
    }

    /** The code with which the client ends the user's latest flow of that method. */
    Optional<String> issueCode(Connection connection, UUID userId, String method) throws SQLException {
        return Sql.first(
                connection,
                "update auth.flow_state set auth_code_issued_at = ?, updated_at = ? where id ="
                        + " (select id from auth.flow_state where user_id = ? and authentication_method = ?"
                        + " order by created_at desc limit 1) returning auth_code",
                row -> row.getString(1),
                clock.instant(),
                clock.instant(),
                userId,
                method);
    }

    /** Notes who came back from the provider, and gives the code for the client. */
    Optional<String> complete(Connection connection, UUID id, UUID userId, String token, String refreshToken)
            throws SQLException {
        return Sql.first(
                connection,
                "update auth.flow_state set user_id = ?, provider_access_token = ?, provider_refresh_token = ?,"
                        + " auth_code_issued_at = ?, updated_at = ? where id = ? and user_id is null returning auth_code",
                row -> row.getString(1),
                userId,
                token,
                refreshToken,
                clock.instant(),
                clock.instant(),
                id);
    }

    Optional<Flow> find(Connection connection, String code) throws SQLException {
        return Sql.first(
                connection,
                "select id, user_id, authentication_method, code_challenge_method::text as challenge_method,"
                        + " code_challenge, provider_access_token, provider_refresh_token, created_at,"
                        + " auth_code_issued_at from auth.flow_state where auth_code = ?",
                FlowStates::read,
                code);
    }

    boolean isExpired(Flow flow) {
        return clock.instant().isAfter(flow.begins().plus(EXPIRY));
    }

    /** Ends the flow; false when somebody else has ended it meanwhile. */
    boolean end(Connection connection, Flow flow) throws SQLException {
        return Sql.update(connection, "delete from auth.flow_state where id = ?", flow.id()) == 1;
    }

    private static Flow read(ResultSet row) throws SQLException {
        String method = row.getString("authentication_method");
        Instant issued = Sql.instant(row, "auth_code_issued_at");
        Instant created = Sql.instant(row, "created_at");
        // As GoTrue: people may take their time with a magic link, and with nothing else.
        Instant begins = method.equals("magiclink") && issued != null ? issued : created;
        return new Flow(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                method,
                new CodeChallenge(row.getString("challenge_method"), row.getString("code_challenge")),
                row.getString("provider_access_token"),
                row.getString("provider_refresh_token"),
                begins == null ? Instant.EPOCH : begins);
    }
}
