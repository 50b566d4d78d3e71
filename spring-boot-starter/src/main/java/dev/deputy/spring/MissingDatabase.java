package dev.deputy.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Stands in for the database that nobody has set, so that the rest of the application works. */
final class MissingDatabase extends AbstractDataSource {

    @Override
    public Connection getConnection() throws SQLException {
        throw new NotSetException();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new NotSetException();
    }

    static final class NotSetException extends SQLNonTransientConnectionException {
        NotSetException() {
            // SQLSTATE 08001: the connection could not be established.
            super(
                    "No database is set: set SUPABASE_DB_URL (or supabase.db-url) to the project's connection string.",
                    "08001");
        }
    }
}
