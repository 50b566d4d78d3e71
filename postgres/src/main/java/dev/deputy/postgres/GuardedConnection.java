package dev.deputy.postgres;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connection in the hands of the user's code. What it does not know, it refuses. */
final class GuardedConnection extends Guard<Connection> {

    private GuardedConnection(Lease lease, Connection raw) {
        super(raw, lease);
    }

    static Connection of(Lease lease, Connection raw) {
        return proxy(Connection.class, new GuardedConnection(lease, raw));
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, Object[] args) throws Throwable {
        Connection connection = (Connection) proxy;
        return switch (method.getName()) {
            case "createStatement" -> GuardedStatement.of((Statement) passed(method, args), connection, lease);
            case "prepareStatement" -> {
                String sql = (String) args[0];
                CallerStatements.check(sql);
                PreparedStatement prepared = (PreparedStatement) passed(method, args);
                // Generated keys, cursors and the like are asked for when preparing: such statements do not fly.
                Flight flight = args.length == 1 ? new Flight(raw, sql) : null;
                yield GuardedStatement.of(PreparedStatement.class, prepared, sql, connection, lease, flight);
            }
            case "prepareCall" -> {
                String sql = (String) args[0];
                CallerStatements.check(sql);
                CallableStatement callable = (CallableStatement) passed(method, args);
                yield GuardedStatement.of(CallableStatement.class, callable, sql, connection, lease, null);
            }
            case "getMetaData" -> GuardedMetaData.of((DatabaseMetaData) passed(method, args), connection, lease);

            case "getAutoCommit" -> lease.isAutoCommit();
            case "setAutoCommit" -> {
                requireOwn("setAutoCommit");
                lease.setAutoCommit((boolean) args[0]);
                yield null;
            }
            case "commit" -> {
                requireOwn("commit()");
                requireTransaction("commit()");
                lease.commit();
                yield null;
            }
            case "rollback" -> {
                requireTransaction("rollback()");
                if (args.length == 1) {
                    yield pass(method, args); // to a savepoint: the transaction, and whose it is, go on
                }
                requireOwn("rollback()");
                lease.rollback();
                yield null;
            }
            case "setSavepoint" -> {
                requireTransaction("setSavepoint()");
                // Identity comes before the first savepoint: rolling back to one made earlier would take it away.
                lease.enter();
                yield pass(method, args);
            }
            case "close" -> {
                if (!lease.isLent()) {
                    lease.close();
                }
                yield null;
            }
            case "isClosed" -> lease.isClosed() || raw.isClosed();

            case "setTransactionIsolation" -> {
                setIsolation((int) args[0]);
                yield null;
            }
            case "getTransactionIsolation" -> {
                Integer isolation = lease.isolation();
                yield isolation != null ? isolation : lease.ask(() -> pass(method, args));
            }
            case "setSchema" -> {
                lease.setSchema((String) args[0]);
                yield null;
            }
            case "getSchema" -> lease.run(() -> pass(method, args));
            case "setClientInfo" ->
                throw new SQLClientInfoException(
                        "A caller's connection has no client info; set ApplicationName in the pool's settings.",
                        Map.of());
            case "setHoldability" -> {
                if ((int) args[0] != raw.getHoldability()) {
                    throw refused("Connection.setHoldability would outlive the caller, and cursors end with the"
                            + " transaction: read what is needed before it does.");
                }
                yield null;
            }
            case "setTypeMap" ->
                throw refused("Connection.setTypeMap would outlive the caller: map types where the rows are read.");
            case "getTypeMap" -> Map.copyOf(raw.getTypeMap()); // the driver's own could be changed
            case "createBlob", "createClob", "createNClob" -> throw noLargeObjects();
            case "isValid" -> isValid(method, args);

            case "abort",
                    "releaseSavepoint",
                    "nativeSQL",
                    "setReadOnly",
                    "isReadOnly",
                    "setCatalog",
                    "getCatalog",
                    "getWarnings",
                    "clearWarnings",
                    "getHoldability",
                    "createArrayOf",
                    "createStruct",
                    "createSQLXML",
                    "getClientInfo",
                    "setNetworkTimeout",
                    "getNetworkTimeout",
                    "beginRequest",
                    "endRequest" -> pass(method, args);
            default -> throw refused("Connection." + method.getName() + " is not for callers.");
        };
    }

    private boolean isValid(Method method, Object[] args) throws Throwable {
        try {
            return !lease.isClosed() && !raw.isClosed() && Boolean.TRUE.equals(lease.ask(() -> pass(method, args)));
        } catch (SQLException e) {
            if (raw.isClosed()) {
                return false; // as was found out by asking
            }
            throw e;
        }
    }

    private Object passed(Method method, Object[] args) throws Throwable {
        lease.requireOpen();
        lease.requireConnected();
        Object result = pass(method, args);
        if (result == null) {
            throw new SQLException("The driver's Connection." + method.getName() + " returned nothing.");
        }
        return result;
    }

    /**
     * The level is kept and set with each transaction's identity, not for the session: behind a pooler in transaction
     * mode the session is somebody else's.
     */
    private void setIsolation(int level) throws SQLException {
        if (lease.isScoped()) {
            throw new SQLException("The isolation level cannot change in the middle of a transaction.", "25001");
        }
        Impersonation.isolation(level); // refuses what Postgres does not have
        lease.setIsolation(level);
    }

    private void requireOwn(String call) throws SQLException {
        if (lease.isLent()) {
            throw refused(call + " is not for work that was given its connection: the transaction commits when the work"
                    + " returns and rolls back when it throws.");
        }
    }

    private void requireTransaction(String call) throws SQLException {
        if (lease.isAutoCommit()) {
            throw new SQLException(call + " needs a transaction: call setAutoCommit(false) first.", "25P01");
        }
    }
}
