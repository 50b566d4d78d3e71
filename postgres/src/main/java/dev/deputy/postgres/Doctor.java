package dev.deputy.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Examines a database, and the way there, for what makes row level security leak, fail or crawl. It changes nothing.
 *
 * <pre>{@code
 * Doctor.examine(pool, List.of("public")).forEach(System.out::println);
 * }</pre>
 */
public final class Doctor {

    private Doctor() {}

    /**
     * What was found, and the SQL that mends it.
     *
     * @param check what was looked for
     * @param subject where it was found: a role, a table, a view or a policy
     * @param mend what the owner of the subject may run, if SQL can mend it
     */
    public record Finding(Check check, String subject, Optional<String> mend) {

        private static Finding of(Check check, String subject, @Nullable String mend) {
            return new Finding(check, subject, Optional.ofNullable(mend));
        }

        /** The finding as a sentence, followed by what mends it on a line of its own. */
        @Override
        public String toString() {
            return check.about(subject) + mend.map(sql -> "\n    " + sql).orElse("");
        }
    }

    /**
     * Examines the schemas that callers can reach, through the pool that a service uses.
     *
     * @param schemas such as {@code public}
     * @throws SQLException when the database did not answer
     */
    public static List<Finding> examine(DataSource pool, Collection<String> schemas) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = pool.getConnection()) {
            LoginRole.objection(connection, List.copyOf(schemas))
                    .ifPresent(objection ->
                            findings.add(Finding.of(Check.LOGIN_ROLE, objection.sentence(), objection.mend())));
            Server server = Server.of(connection);
            if (server.isPooler() && Pooler.namesStatements(connection)) {
                findings.add(Finding.of(Check.POOLER, server.toString(), null));
            }
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                findings.addAll(catalogs(connection, schemas));
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
        return findings;
    }

    private static List<Finding> catalogs(Connection connection, Collection<String> schemas) throws SQLException {
        // Without a search path, Postgres writes every name in an expression with its schema.
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('search_path', 'pg_catalog', true)")) {
            statement.execute();
        }
        List<Finding> findings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(Migrations.read("doctor.sql"))) {
            statement.setArray(1, connection.createArrayOf("name", schemas.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    findings.add(Finding.of(Check.valueOf(rows.getString(1)), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return findings;
    }
}
