package dev.deputy.postgres;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A statement in the hands of the user's code: each execution happens in the caller's transaction. */
final class GuardedStatement extends Guard<Statement> {

    private final Connection connection;
    private final @Nullable String sql;
    private final @Nullable Flight flight;
    private @Nullable Statement self;

    private GuardedStatement(
            Statement raw, @Nullable String sql, Connection connection, Lease lease, @Nullable Flight flight) {
        super(raw, lease);
        this.sql = sql;
        this.connection = connection;
        this.flight = flight;
    }

    static Statement of(Statement raw, Connection connection, Lease lease) {
        return of(Statement.class, raw, null, connection, lease, null);
    }

    /**
     * @param sql what was prepared, if it was
     * @param flight how the statement can run together with its transaction's set-up, if it can
     */
    static <S extends Statement> S of(
            Class<S> type, S raw, @Nullable String sql, Connection connection, Lease lease, @Nullable Flight flight) {
        GuardedStatement guard = new GuardedStatement(raw, sql, connection, lease, flight);
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
                yield execute(method, args);
            }
            case "executeBatch", "executeLargeBatch" -> lease.run(() -> withRows(sql, raw, pass(method, args)));
            case "addBatch" -> {
                checkSql(args);
                yield note(method, args);
            }
            // Both may ask the server what the statement looks like.
            case "getMetaData", "getParameterMetaData" -> lease.run(() -> pass(method, args));
            case "getConnection" -> connection;
            case "setBlob", "setClob", "setNClob", "getBlob", "getClob", "getNClob" -> throw noLargeObjects();
            case "setObject" -> {
                refuseLargeObjects(args);
                yield note(method, args);
            }
            case "getResultSet",
                    "getUpdateCount",
                    "getLargeUpdateCount",
                    "getMoreResults",
                    "getWarnings",
                    "clearWarnings",
                    "cancel" -> ofResult(method, args);
            case "close" -> {
                if (flight != null) {
                    flight.end();
                }
                yield pass(method, args);
            }
            case "closeOnCompletion" -> note(method, args);
            default -> method.getReturnType() == void.class ? note(method, args) : pass(method, args);
        };
    }

    private @Nullable Object execute(Method method, Object[] args) throws Throwable {
        String running = args.length > 0 ? (String) args[0] : sql;
        Lease.Call alone = () -> withRows(running, raw, wholly(method, args));
        if (flight == null) {
            return lease.run(alone);
        }
        flight.end();
        if (!flight.isPossible() || raw.getFetchSize() != 0) {
            return lease.run(alone);
        }
        return lease.run(alone, (setUp, andCommit) -> {
            flight.run(setUp, andCommit);
            lease.landed();
            Object result = flight.result(method.getName());
            return withRows(running, flight.landed(), result instanceof ResultSet rows ? guarded(rows) : result);
        });
    }

    /** The result, unless rows are required and it tells of none. */
    private @Nullable Object withRows(@Nullable String sql, @Nullable Statement ran, @Nullable Object result)
            throws SQLException {
        if (lease.requiresRows() && sql != null && CallerStatements.changesRows(sql) && toldOfNone(ran, result)) {
            throw lease.noRows();
        }
        return result;
    }

    private static boolean toldOfNone(@Nullable Statement ran, @Nullable Object result) throws SQLException {
        if (result instanceof Boolean) {
            return ran != null && ran.getUpdateCount() == 0;
        }
        if (result instanceof int[] counts) {
            return IntStream.of(counts).anyMatch(count -> count == 0);
        }
        if (result instanceof long[] counts) {
            return LongStream.of(counts).anyMatch(count -> count == 0);
        }
        return result instanceof Number count && count.longValue() == 0;
    }

    private @Nullable Object note(Method method, Object[] args) throws Throwable {
        Object result = pass(method, args);
        if (flight != null) {
            flight.note(method, args);
        }
        return result;
    }

    private @Nullable Object ofResult(Method method, Object[] args) throws Throwable {
        PreparedStatement landed = flight == null ? null : flight.landed();
        if (flight == null || landed == null) {
            return pass(method, args);
        }
        return switch (method.getName()) {
            case "getMoreResults" -> {
                flight.takeResult();
                yield false;
            }
            case "getResultSet" -> flight.isResultTaken() ? null : passTo(landed, method, args);
            case "getUpdateCount" ->
                flight.isResultTaken() ? (Object) Integer.valueOf(-1) : passTo(landed, method, args);
            case "getLargeUpdateCount" ->
                flight.isResultTaken() ? (Object) Long.valueOf(-1) : passTo(landed, method, args);
            default -> passTo(landed, method, args);
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
