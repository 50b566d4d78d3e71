package dev.deputy.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement as the first of its transaction, in one flight with the set-up that makes the transaction the
 * caller's, and in auto-commit mode with the commit as well: the caller waits for the server once, as without Deputy.
 *
 * <p>It is written as several statements in one string, which pgjdbc sends one by one without waiting in between. The
 * server skips the rest of a flight after an error, so that where the set-up fails, the statement does not run.
 *
 * <p>For this the parameters have to be set on another statement once more. Where that might not come to the same,
 * since they are streams or could have changed in the meantime, or where other things were asked of the statement, it
 * cannot fly, and the set-up goes ahead of it by itself.
 */
final class Flight {

    private static final PerStatement<Text> TEXTS = new PerStatement<>();

    private final Connection connection;
    private final String sql;
    private final Map<Object, Parameter> parameters = new HashMap<>();
    private boolean possible = true;
    private boolean hasRows;
    private boolean resultTaken;

    // Read by the thread that cancels.
    private volatile @Nullable PreparedStatement landed;

    Flight(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /** The statements of a flight in one string. */
    private record Text(String begin, String setUp, boolean andCommit, String flight) {}

    /** What is needed to set a parameter. */
    private static final class Parameter {

        private final Method method;
        private final Object[] args;

        Parameter(Method method, Object[] args) {
            this.method = method;
            this.args = args;
        }

        void set(PreparedStatement statement, int offset) throws Throwable {
            Object[] moved = args.clone();
            moved[0] = (Integer) moved[0] + offset;
            try {
                method.invoke(statement, moved);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }

    /** Takes note of what was asked of the statement before it runs. */
    void note(Method method, Object[] args) {
        if (method.getName().equals("clearParameters")) {
            parameters.clear();
        } else if (method.getDeclaringClass() == PreparedStatement.class && areImmutable(args)) {
            parameters.put(args[0], new Parameter(method, args));
        } else {
            possible = false;
        }
    }

    private static boolean areImmutable(Object[] args) {
        for (Object arg : args) {
            if (!isImmutable(arg)) {
                return false;
            }
        }
        return args.length > 1;
    }

    private static boolean isImmutable(@Nullable Object arg) {
        return arg == null
                || arg instanceof String
                || arg instanceof Long
                || arg instanceof Integer
                || arg instanceof Short
                || arg instanceof Byte
                || arg instanceof Double
                || arg instanceof Float
                || arg instanceof Boolean
                || arg instanceof UUID
                || arg instanceof Enum
                || arg.getClass() == BigDecimal.class
                || arg.getClass() == BigInteger.class
                || arg.getClass().getPackageName().equals("java.time");
    }

    boolean isPossible() {
        return possible;
    }

    /** Runs the statement after the set-up. */
    void run(SetUp setUp, boolean andCommit) throws Throwable {
        end();
        // The driver's own BEGIN goes ahead in a packet of its own. It knows how to say READ ONLY, where that is set.
        boolean begins = !connection.isReadOnly();
        PreparedStatement statement = connection.prepareStatement(text(begins ? "begin;" : "", setUp.sql(), andCommit));
        landed = statement;
        setUp.bind(statement);
        for (Parameter parameter : parameters.values()) {
            parameter.set(statement, setUp.values().size());
        }
        hasRows = begins ? executeWithoutBegin(statement) : statement.execute();
        for (int i = begins ? -1 : 0; i < setUp.statements(); i++) {
            hasRows = statement.getMoreResults();
        }
        resultTaken = false;
    }

    /**
     * What the statement gave.
     *
     * @param execute the method that was called: {@code execute}, {@code executeQuery} or an update's
     * @return what that method returns
     */
    Object result(String execute) throws SQLException {
        PreparedStatement statement = Objects.requireNonNull(landed);
        return switch (execute) {
            case "execute" -> hasRows;
            case "executeQuery" -> rows(statement, hasRows);
            case "executeUpdate" -> (int) count(statement, hasRows);
            default -> count(statement, hasRows);
        };
    }

    private boolean executeWithoutBegin(PreparedStatement statement) throws SQLException {
        connection.setAutoCommit(true);
        boolean rows;
        try {
            rows = statement.execute();
        } catch (SQLException | RuntimeException e) {
            try {
                connection.setAutoCommit(false);
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
        connection.setAutoCommit(false);
        return rows;
    }

    /** The very same string each time, where it can be: then its hash, by which the driver knows it, is known as well. */
    private String text(String begin, String setUp, boolean andCommit) {
        Text text = TEXTS.get(sql);
        if (text == null || text.andCommit != andCommit || !text.begin.equals(begin) || !text.setUp.equals(setUp)) {
            // On a line of its own, since the statement may end with a comment.
            String flight = begin + setUp + ";\n" + sql + (andCommit ? "\n;commit" : "");
            text = new Text(begin, setUp, andCommit, flight);
            TEXTS.put(sql, text);
        }
        return text.flight;
    }

    private static ResultSet rows(PreparedStatement statement, boolean hasRows) throws SQLException {
        ResultSet rows = hasRows ? statement.getResultSet() : null;
        if (rows == null) {
            throw new SQLException("This statement returns no rows: use executeUpdate() or execute().", "02000");
        }
        return rows;
    }

    private static long count(PreparedStatement statement, boolean hasRows) throws SQLException {
        if (hasRows) {
            throw new SQLException("This statement returns rows: use executeQuery() or execute().", "0100E");
        }
        return Math.max(0, statement.getLargeUpdateCount());
    }

    /** The statement that ran, if this was the last to run; it has one result, whatever came before and after it. */
    @Nullable
    PreparedStatement landed() {
        return landed;
    }

    /** Goes past the one result. */
    void takeResult() throws SQLException {
        PreparedStatement statement = landed;
        if (statement != null && !resultTaken) {
            statement.getMoreResults();
            resultTaken = true;
        }
    }

    boolean isResultTaken() {
        return resultTaken;
    }

    /** Ends with its result, before the statement runs again, or for good. */
    void end() throws SQLException {
        PreparedStatement statement = landed;
        if (statement != null) {
            landed = null;
            statement.close();
        }
    }
}
