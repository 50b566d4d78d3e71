package dev.deputy.local.auth;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Lends connections of {@code supabase_auth_admin}, who owns schema {@code auth}. */
final class Database {

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private static final Set<String> CONFLICTS = Set.of("55P03", "40P01", "40001");

    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** For single statements, each its own transaction. */
    <T> T read(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        }
    }

    /** All or nothing: whatever the work throws undoes it. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e); // the connection is lost, and the transaction with it
        }
    }

    /** Whether a second row with the same value was refused by this constraint or index. */
    static boolean isDuplicate(SQLException e, String constraint) {
        return e instanceof PSQLException postgres
                && "23505".equals(e.getSQLState())
                && postgres.getServerErrorMessage() != null
                && constraint.equals(postgres.getServerErrorMessage().getConstraint());
    }

    /** Whether others were in the way, and trying again may help: a lock held too long, a deadlock, a lost race. */
    static boolean isConflict(SQLException e) {
        return e.getSQLState() != null && CONFLICTS.contains(e.getSQLState());
    }

    /**
     * The error for a log. Without Postgres' details: they may quote the row, and with it a password's hash or a refresh
     * token.
     */
    static String describe(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        if (server == null) {
            return e.getSQLState() + " " + e.getClass().getSimpleName();
        }
        String where = server.getWhere() == null ? "" : ", " + server.getWhere().replace('\n', ' ');
        return server.getSQLState() + " " + server.getMessage() + where;
    }
}
