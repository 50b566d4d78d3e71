package dev.deputy.postgres;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A statement in the hands of the user's code: each execution happens in the caller's transaction. */
final class GuardedStatement extends Guard<Statement> {

    private final Connection connection;
    private @Nullable Statement self;

    private GuardedStatement(Statement raw, Connection connection, Lease lease) {
        super(raw, lease);
        this.connection = connection;
    }

    static <S extends Statement> S of(Class<S> type, S raw, Connection connection, Lease lease) {
        GuardedStatement guard = new GuardedStatement(raw, connection, lease);
        S guarded = proxy(type, guard);
        guard.self = guarded;
        return guarded;
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, Object[] args) throws Throwable {
        return switch (method.getName()) {
            case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" -> {
                checkSql(args);
                yield lease.run(() -> wholly(method, args));
            }
            case "executeBatch", "executeLargeBatch" -> lease.run(() -> pass(method, args));
            case "addBatch" -> {
                checkSql(args);
                yield pass(method, args);
            }
            // Both may ask the server what the statement looks like.
            case "getMetaData", "getParameterMetaData" -> lease.run(() -> pass(method, args));
            case "getConnection" -> connection;
            case "setBlob", "setClob", "setNClob", "getBlob", "getClob", "getNClob" -> throw noLargeObjects();
            case "setObject" -> {
                refuseLargeObjects(args);
                yield pass(method, args);
            }
            default -> pass(method, args);
        };
    }

    private static void checkSql(Object[] args) throws SQLException {
        if (args.length > 0) {
            CallerStatements.check((String) args[0]);
        }
    }

    private static void refuseLargeObjects(Object[] args) throws SQLException {
        for (Object arg : args) {
            if (isLargeObject(arg)) {
                throw noLargeObjects();
            }
        }
        // The type of setObject(parameter, value, type): as a BLOB, bytes would become a large object.
        if (args.length > 2 && args[2] instanceof Integer type && (type == Types.BLOB || type == Types.CLOB)) {
            throw noLargeObjects();
        }
    }

    /**
     * In auto-commit mode the transaction ends before the rows are read, so they are all fetched at once, as the driver
     * itself does in that mode. Reading row by row takes a transaction.
     */
    private @Nullable Object wholly(Method method, Object[] args) throws Throwable {
        int fetchSize = lease.isAutoCommit() ? raw.getFetchSize() : 0;
        if (fetchSize == 0) {
            return pass(method, args);
        }
        raw.setFetchSize(0);
        try {
            return pass(method, args);
        } finally {
            raw.setFetchSize(fetchSize);
        }
    }

    @Override
    ResultSet guarded(ResultSet rows) {
        return GuardedResultSet.of(rows, self, lease);
    }
}
