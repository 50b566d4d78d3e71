package dev.deputy.postgres;

import dev.deputy.postgres.RefusedException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * What makes a transaction somebody's: SQL whose text is the same for all who have a role, so that the driver and the
 * server need to read it once, and the values that are theirs.
 *
 * @param statements of which the SQL consists; each has a result
 */
record SetUp(String sql, List<String> values, int statements) {

    /** What {@link Migrations#sessionCheck()} raises. */
    private static final String SESSION_ENDED = "SO401";

    /** Sets the values, which are a statement's first parameters. */
    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
    }

    /** Runs it by itself. */
    void run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement);
            statement.execute();
        } catch (SQLException e) {
            throw hasFoundNoSession(e) ? signedOut() : e;
        }
    }

    static boolean hasFoundNoSession(SQLException failure) {
        return SESSION_ENDED.equals(failure.getSQLState());
    }

    static RefusedException signedOut() {
        return new RefusedException(Reason.SIGNED_OUT, "The caller's session has ended. Sign in again.");
    }
}
