package dev.deputy.postgres;

import dev.deputy.postgres.RefusedException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a transaction somebody's, by one statement before the first of theirs. Thread-safe.
 *
 * <p>As PostgREST does it, the role's own settings come first, while the login role may still set them: becoming a role
 * does not apply them by itself. Then the role, then the claims. All keys are set each time, also for the anonymous, so
 * that nothing that was left on the connection can shine through; and all end with the transaction.
 */
final class Impersonation {

    private static final Logger log = LoggerFactory.getLogger(Impersonation.class);

    /** The largest clock skew that a verifier can be set to allow: what it let pass begins its transactions. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Set<String> roles;
    private final LoginRole login;
    private final boolean refuseSignedOut;
    private final @Nullable ClaimsSignature signature;
    private final @Nullable Boolean poolerBySetting;
    private final Map<String, Map<String, String>> settingsByRole = new ConcurrentHashMap<>();
    private volatile boolean pooler;
    private volatile boolean checked;

    Impersonation(RowLevelSecurity.Builder settings) {
        this.clock = settings.clock;
        this.roles = Set.copyOf(settings.roles);
        this.login = new LoginRole(settings.bypassingLogin, List.copyOf(settings.exposedSchemas));
        this.refuseSignedOut = settings.refuseSignedOut;
        this.signature = settings.signature;
        this.poolerBySetting = settings.pooler;
    }

    /** Refuses roles that may not act here, and callers whose token has ended, before a connection is borrowed. */
    void requireAllowed(Identity identity) throws RefusedException {
        if (identity.role().equals("service_role")) {
            throw new RefusedException(
                    Reason.ROLE,
                    "service_role bypasses row level security, so it cannot act under it. Give admin work a DataSource"
                            + " of its own.");
        }
        if (!roles.contains(identity.role())) {
            throw new RefusedException(
                    Reason.ROLE,
                    "The role of " + identity + " may not act in Postgres here; allowed are " + roles
                            + ". Allow it with RowLevelSecurity.builder(…).role(…).");
        }
        if (identity.expiresAt().filter(clock.instant().minus(SKEW)::isAfter).isPresent()) {
            throw new RefusedException(
                    Reason.EXPIRED,
                    "The token of " + identity + " has ended, so no transaction can begin for them any more. Go on with"
                            + " a fresh token; work that outlasts its request needs a way to get one.");
        }
    }

    /** Checks the login role and what the settings need, and forgets the roles' settings. */
    void check(Connection connection) throws SQLException {
        recognizePooler(connection);
        login.check(connection);
        if (refuseSignedOut) {
            requireSessionCheck(connection);
        }
        settingsByRole.clear();
        checked = true;
    }

    private void recognizePooler(Connection connection) throws SQLException {
        Server server = Server.of(connection);
        pooler = poolerBySetting != null ? poolerBySetting : server.isPooler();
        if (!pooler) {
            return;
        }
        if (Pooler.withoutNamedStatements(connection)) {
            log.info("The database at {} is behind a pooler in transaction mode: named statements are off.", server);
        } else {
            log.warn(
                    "The database at {} is behind a pooler in transaction mode: switch your driver's named"
                            + " (server-side prepared) statements off.",
                    server);
        }
    }

    private static void requireSessionCheck(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select to_regprocedure('deputy.session_is_open(uuid)')");
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (row.getString(1) == null) {
                throw new SQLException(
                        "refuseSignedOut() needs the function deputy.session_is_open(uuid) in the database: run"
                                + " Migrations.sessionCheck() there, as postgres.",
                        "42883");
            }
        }
    }

    /** Runs the one statement, on a connection that is in no transaction and not in auto-commit mode. */
    void run(Connection connection, Identity identity, @Nullable Integer isolation, @Nullable String schema)
            throws SQLException {
        requireAllowed(identity);
        if (connection.getAutoCommit()) {
            throw new SQLException("The pool's connection does not leave auto-commit mode, so no caller can use it.");
        }
        if (!checked) {
            check(connection);
            connection.rollback();
        }
        if (pooler) {
            Pooler.withoutNamedStatements(connection);
        }
        set(connection, keys(connection, identity, schema), isolation, sessionOf(identity));
    }

    /** The session to look for, if one is to be looked for. */
    private @Nullable UUID sessionOf(Identity identity) throws RefusedException {
        if (!refuseSignedOut || identity.isAnonymous()) {
            return null;
        }
        return identity.sessionId()
                .orElseThrow(() -> new RefusedException(
                        Reason.SIGNED_OUT,
                        "The token of " + identity + " names no session, so it could not be seen"
                                + " whether it has ended."));
    }

    private Map<String, String> keys(Connection connection, Identity identity, @Nullable String schema)
            throws SQLException {
        Map<String, String> keys = new LinkedHashMap<>(roleSettings(connection, identity.role()));
        if (schema != null) {
            keys.put("search_path", quoted(schema));
        }
        keys.put("standard_conforming_strings", "on"); // CallerStatements reads strings that way
        keys.put("role", identity.role());
        keys.put("request.jwt.claims", identity.claims());
        // Older policies read these, and Supabase's auth.uid() looks at them before the claims.
        keys.put("request.jwt.claim.sub", identity.subject());
        keys.put("request.jwt.claim.role", identity.role());
        keys.put("request.jwt.claim.email", identity.email());
        keys.put("request.method", identity.method());
        keys.put("request.path", identity.path());
        keys.put("request.headers", "{}");
        keys.put("request.cookies", "{}");
        if (signature != null) {
            keys.put("deputy.signature", signature.of(identity.claims()));
        }
        return keys;
    }

    private static void set(
            Connection connection, Map<String, String> keys, @Nullable Integer isolation, @Nullable UUID session)
            throws SQLException {
        StringBuilder sql = new StringBuilder(128 + keys.size() * 24);
        if (isolation != null) {
            // In one round trip with the select; afterwards the level could not change any more.
            sql.append("set transaction isolation level ")
                    .append(isolation(isolation))
                    .append("; ");
        }
        sql.append(session == null ? "select " : "select deputy.session_is_open(?), ");
        // Left to right, and one small number comes back instead of all the values.
        sql.append("num_nulls(set_config(?, ?, true)")
                .append(", set_config(?, ?, true)".repeat(keys.size() - 1))
                .append(')');
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            int parameter = 0;
            if (session != null) {
                statement.setObject(++parameter, session);
            }
            for (Map.Entry<String, String> key : keys.entrySet()) {
                statement.setString(++parameter, key.getKey());
                statement.setString(++parameter, key.getValue());
            }
            statement.execute();
            if (session != null) {
                requireOpenSession(statement);
            }
        }
    }

    private static void requireOpenSession(PreparedStatement statement) throws SQLException {
        while (statement.getUpdateCount() != -1) { // past the isolation level's answer
            statement.getMoreResults();
        }
        try (ResultSet row = statement.getResultSet()) {
            if (row == null || !row.next() || !row.getBoolean(1)) {
                throw new RefusedException(Reason.SIGNED_OUT, "The caller's session has ended. Sign in again.");
            }
        }
    }

    void setSchema(Connection connection, String schema) throws SQLException {
        set(connection, Map.of("search_path", quoted(schema)), null, null);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private Map<String, String> roleSettings(Connection connection, String role) throws SQLException {
        Map<String, String> settings = settingsByRole.get(role);
        if (settings == null) {
            settings = RoleSettings.read(connection, role);
            connection.rollback();
            settingsByRole.put(role, settings);
        }
        return settings;
    }

    static String isolation(int level) throws SQLException {
        return switch (level) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "read uncommitted";
            case Connection.TRANSACTION_READ_COMMITTED -> "read committed";
            case Connection.TRANSACTION_REPEATABLE_READ -> "repeatable read";
            case Connection.TRANSACTION_SERIALIZABLE -> "serializable";
            default -> throw new SQLException("There is no transaction isolation level " + level + ".", "22023");
        };
    }
}
