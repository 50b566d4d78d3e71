package dev.deputy.postgres;

import dev.deputy.postgres.RefusedException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows what makes a transaction somebody's, and whose it may not be. Thread-safe. */
final class Impersonation {

    private static final Logger log = LoggerFactory.getLogger(Impersonation.class);

    /** The largest clock skew that a verifier can be set to allow: what it let pass begins its transactions. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Set<String> roles;
    private final LoginRole login;
    private final boolean refuseSignedOut;
    private final @Nullable ClaimsSignature signature;
    private final @Nullable StatementTimeout timeout;
    private final @Nullable Boolean poolerBySetting;
    private final Map<String, RoleSetUp> setUps = new ConcurrentHashMap<>();
    private final Set<String> proven = ConcurrentHashMap.newKeySet();
    private volatile boolean pooler;
    private volatile boolean flights;
    private volatile boolean checked;

    Impersonation(RowLevelSecurity.Builder settings) {
        this.clock = settings.clock;
        this.roles = Set.copyOf(settings.roles);
        this.login = new LoginRole(settings.bypassingLogin, List.copyOf(settings.exposedSchemas));
        this.refuseSignedOut = settings.refuseSignedOut;
        this.signature = settings.signature;
        this.timeout = settings.timeout;
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
        flights = Driver.pipelines(connection);
        setUps.clear();
        proven.clear();
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
                        connection.prepareStatement("select to_regprocedure('deputy.require_session(uuid)')");
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (row.getString(1) == null) {
                throw new SQLException(
                        "refuseSignedOut() needs the function deputy.require_session(uuid) in the database: run"
                                + " Migrations.sessionCheck() there, as postgres.",
                        "42883");
            }
        }
    }

    /** The set-up, for a connection that is in no transaction and not in auto-commit mode. */
    SetUp setUp(Connection connection, Identity identity, @Nullable Integer isolation, @Nullable String schema)
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
        RoleSetUp role = roleSetUp(connection, identity.role());
        List<String> values = role.values(identity);
        if (signature != null) {
            values.add(signature.of(identity.claims()));
        }
        boolean session = refuseSignedOut && !identity.isAnonymous();
        if (session) {
            values.add(sessionOf(identity));
        }
        String sql = role.sql(session);
        if (schema != null) {
            sql += ", set_config('search_path', ?, true) is null";
            values.add(quoted(schema));
        }
        if (isolation == null) {
            return new SetUp(sql, values, 1);
        }
        // In one round trip with the select; afterwards the level could not change any more.
        return new SetUp("set transaction isolation level " + isolation(isolation) + ";" + sql, values, 2);
    }

    private static String sessionOf(Identity identity) throws RefusedException {
        return identity.sessionId()
                .map(UUID::toString)
                .orElseThrow(() -> new RefusedException(
                        Reason.SIGNED_OUT,
                        "The token of " + identity + " names no session, so it could not be seen"
                                + " whether it has ended."));
    }

    /**
     * Whether the set-up may go together with the first statement. At first it goes by itself, so that what is wrong
     * with it is not taken for the statement's fault.
     */
    boolean mayFly(Identity identity) {
        return flights && proven.contains(identity.role());
    }

    /** Takes note that the set-up does what it should. */
    void succeeded(Identity identity) {
        proven.add(identity.role());
    }

    void setSchema(Connection connection, String schema) throws SQLException {
        new SetUp("select set_config('search_path', ?, true) is null", List.of(quoted(schema)), 1).run(connection);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private RoleSetUp roleSetUp(Connection connection, String role) throws SQLException {
        RoleSetUp setUp = setUps.get(role);
        if (setUp == null) {
            Map<String, String> settings = RoleSettings.read(connection, role);
            setUp = new RoleSetUp(role, timeout == null ? settings : timeout.shortening(settings), signature != null);
            connection.rollback();
            setUps.put(role, setUp);
        }
        return setUp;
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
