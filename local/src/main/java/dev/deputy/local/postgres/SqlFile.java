package dev.deputy.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A file of SQL that takes effect as a whole or not at all, as far as PostgreSQL allows. */
record SqlFile(Path path, Extensions extensions) {

    // "… cannot run inside a transaction block", such as create index concurrently.
    private static final String ACTIVE_SQL_TRANSACTION = "25001";

    /** Notes in the database that the file was run; part of the same transaction. */
    interface Note {
        void write(List<String> statements) throws SQLException;
    }

    private static final class StatementFailedException extends Exception {

        private final SqlScript.Statement statement;
        private final SQLException reason;

        StatementFailedException(SqlScript.Statement statement, SQLException reason) {
            super(reason);
            this.statement = statement;
            this.reason = reason;
        }
    }

    void run(Connection connection, Note note) throws SQLException {
        List<SqlScript.Statement> statements = read();
        List<String> texts = statements.stream().map(SqlScript.Statement::text).toList();
        // A file may leave settings behind (pg_dump's empty search_path); the next one must not meet them.
        send(connection, "discard all");
        try {
            send(connection, "begin");
            execute(connection, statements);
            reset(connection);
            note.write(texts);
            send(connection, "commit");
        } catch (StatementFailedException e) {
            send(connection, "rollback");
            if (!ACTIVE_SQL_TRANSACTION.equals(e.reason.getSQLState())) {
                throw failure(e, "Nothing of this file was applied");
            }
            runWithoutTransaction(connection, statements);
            reset(connection);
            note.write(texts);
        }
    }

    private void runWithoutTransaction(Connection connection, List<SqlScript.Statement> statements)
            throws SQLException {
        send(connection, "discard all");
        try {
            execute(connection, statements);
        } catch (StatementFailedException e) {
            throw failure(
                    e, "The statements before it stay applied, as the file has one that cannot run in a transaction");
        }
    }

    private void execute(Connection connection, List<SqlScript.Statement> statements) throws StatementFailedException {
        for (SqlScript.Statement statement : statements) {
            if (extensions.lacks(statement.text())) {
                continue;
            }
            try {
                send(connection, statement.text());
            } catch (SQLException e) {
                throw new StatementFailedException(statement, e);
            }
        }
    }

    /** The note is written as postgres, whatever role and search path the file ended with. */
    private static void reset(Connection connection) throws SQLException {
        send(connection, "reset session authorization");
        send(connection, "reset role");
        send(connection, "set search_path = pg_catalog");
    }

    private static void send(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Braces are JSON here, not JDBC's escapes.
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private List<SqlScript.Statement> read() {
        try {
            return SqlScript.statements(Files.readString(path));
        } catch (IOException e) {
            throw new CannotStartException(
                    "The file " + path + " cannot be read (" + e + "): it has to be readable, and UTF-8.", e);
        }
    }

    private CannotStartException failure(StatementFailedException failed, String consequence) {
        Optional<ServerErrorMessage> server = Optional.of(failed.reason)
                .filter(PSQLException.class::isInstance)
                .map(e -> ((PSQLException) e).getServerErrorMessage());
        int line = failed.statement.lineOf(
                server.map(ServerErrorMessage::getPosition).orElse(1));
        String message = server.map(m -> m.getSeverity() + ": " + m.getMessage()
                        + (m.getDetail() == null ? "" : " (" + m.getDetail() + ")")
                        + (m.getHint() == null ? "" : " (" + m.getHint() + ")"))
                .orElse(String.valueOf(failed.reason.getMessage()));
        return new CannotStartException(
                path + ", line " + line + ": " + message + "." + extensions.regrets() + " " + consequence
                        + "; correct it and start again.",
                failed.reason);
    }
}
