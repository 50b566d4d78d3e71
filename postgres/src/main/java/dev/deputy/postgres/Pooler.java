package dev.deputy.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * Supavisor and PgBouncer in transaction mode: each transaction may meet another server connection, so nothing may be
 * left on one. {@link RowLevelSecurity} leaves nothing by itself; what remains are the driver's own habits.
 */
public final class Pooler {

    /** Supabase's port for transaction mode, of the shared and of the dedicated pooler. */
    private static final int TRANSACTION_PORT = 6543;

    private Pooler() {}

    /**
     * Whether a JDBC URL leads to a pooler in transaction mode, as far as an address can tell: by the port 6543, or by
     * a host with {@code pooler} in its name (in session mode nothing is lost by taking it for the other).
     */
    public static boolean isAt(String jdbcUrl) {
        return Server.of(jdbcUrl).isPooler();
    }

    /**
     * What pgjdbc needs behind such a pooler, as properties of its URL or {@code DataSource}: no named statements on the
     * server, and no {@code SET} when it connects.
     */
    public static Map<String, String> driverProperties() {
        return Map.of("prepareThreshold", "0", "assumeMinServerVersion", "15");
    }

    static boolean isPooler(String host, int port) {
        return port == TRANSACTION_PORT || host.contains("pooler.") || host.contains("pooler-");
    }

    /**
     * Keeps pgjdbc from naming statements on the server, {@code COMMIT} among them.
     *
     * @return whether the driver is pgjdbc
     */
    static boolean withoutNamedStatements(Connection connection) throws SQLException {
        try {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return false;
            }
            connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            return true;
        } catch (NoClassDefFoundError anotherDriver) {
            return false;
        }
    }

    /** Whether the driver would name statements on the server, as pgjdbc does unless it is told not to. */
    static boolean namesStatements(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(PGConnection.class)
                    && connection.unwrap(PGConnection.class).getPrepareThreshold() != 0;
        } catch (NoClassDefFoundError anotherDriver) {
            return false;
        }
    }
}
