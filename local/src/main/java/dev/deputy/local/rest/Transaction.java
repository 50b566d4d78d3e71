package dev.deputy.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a request's statement as its caller: one transaction, which begins by setting the caller's role, claims and the
 * request's facts for itself alone, so that nothing of it is left on the connection.
 */
final class Transaction {

    private static final String ISOLATION = "default_transaction_isolation";
    private static final Set<String> LEVELS =
            Set.of("read uncommitted", "read committed", "repeatable read", "serializable");

    /** Looks at a result before it is committed, and may refuse it. */
    interface Check {
        void accept(Result result);
    }

    private final DataSource dataSource;
    private final Schema schema;
    private final RestSettings settings;
    private final Map<String, String> hoisted;

    Transaction(DataSource dataSource, Schema schema, RestSettings settings) {
        this(dataSource, schema, settings, Map.of());
    }

    private Transaction(DataSource dataSource, Schema schema, RestSettings settings, Map<String, String> hoisted) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.settings = settings;
        this.hoisted = hoisted;
    }

    /** This transaction for the call of a function that is set to run with these, which hold for all of it. */
    Transaction with(Map<String, String> functionSettings) {
        return new Transaction(dataSource, schema, settings, functionSettings);
    }

    Result run(Ask ask, boolean readOnly, Statement statement, Check check) throws SQLException {
        return in(ask, readOnly, connection -> {
            Result result = main(connection, ask, statement.sql());
            check.accept(result);
            return result;
        });
    }

    /** Runs a read whose rows are counted by the planner's guess. */
    Result runGuessing(Ask ask, Statement statement, Sql countable, boolean exactIfFew) throws SQLException {
        return in(ask, true, connection -> {
            Integer most = settings.maxRows();
            Sql few = most == null ? countable : new Sql().add(countable).add(" limit " + (most + 1));
            Result result = main(
                    connection, ask, statement.counting(exactIfFew ? few : null).sql());
            Long total = result.total();
            if (!exactIfFew || (total != null && (most == null || total > most))) {
                long guess = guess(connection, countable);
                total = total == null ? guess : Math.max(total, guess);
            }
            return result.withTotal(total);
        });
    }

    /** How PostgreSQL would go about it. */
    String explain(Ask ask, boolean readOnly, Statement statement, String options) throws SQLException {
        return in(ask, readOnly, connection -> {
            prepare(connection, ask);
            Sql explain = new Sql().add("explain (" + options + ") ").add(statement.sql());
            try (PreparedStatement query = connection.prepareStatement(explain.text())) {
                bind(query, 0, explain.values());
                try (ResultSet rows = query.executeQuery()) {
                    StringBuilder plan = new StringBuilder();
                    while (rows.next()) {
                        plan.append(plan.isEmpty() ? "" : "\n").append(rows.getString(1));
                    }
                    return plan.toString();
                }
            }
        });
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T in(Ask ask, boolean readOnly, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                if (keeps(ask)) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
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

    private boolean keeps(Ask ask) {
        if (settings.letsClientEnd()) {
            return settings.rollsBack()
                    ? ask.prefer().has("tx", "commit")
                    : !ask.prefer().has("tx", "rollback");
        }
        return !settings.rollsBack();
    }

    private void prepare(Connection connection, Ask ask) throws SQLException {
        Sql setUp = setUp(ask);
        try (PreparedStatement statement = connection.prepareStatement(setUp.text())) {
            bind(statement, 0, setUp.values());
            statement.execute();
        }
    }

    /** Set-up and statement in one message to the server, which takes them one after the other. */
    private Result main(Connection connection, Ask ask, Sql sql) throws SQLException {
        Sql setUp = setUp(ask);
        String text = isolation(ask) + setUp.text() + "; " + ofRole(ask) + sql.text();
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, bind(statement, 0, setUp.values()), sql.values());
            statement.execute();
            int results = (isolation(ask).isEmpty() ? 0 : 1) + (settings.preRequest() == null ? 1 : 2);
            for (int i = 0; i < results; i++) {
                statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                long total = rows.getLong(1);
                boolean counted = !rows.wasNull();
                String body = rows.getString(3);
                return new Result(
                        counted ? total : null,
                        rows.getLong(2),
                        body == null ? "" : body,
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getInt(7));
            }
        }
    }

    private long guess(Connection connection, Sql countable) throws SQLException {
        String text = "explain (format json) " + countable.text();
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, 0, countable.values());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return Json.parse(rows.getString(1))
                        .path(0)
                        .path("Plan")
                        .path("Plan Rows")
                        .asLong(0);
            }
        }
    }

    /** Types.OTHER: PostgreSQL finds out each value's type from where it stands, as with a literal. */
    private static int bind(PreparedStatement statement, int from, List<String> values) throws SQLException {
        int index = from;
        for (String value : values) {
            statement.setObject(++index, value, Types.OTHER);
        }
        return index;
    }

    /**
     * Keeps a prepared statement to its role: a plan that was made for one role has its rights to execute functions
     * built in (PostgreSQL inlines those of language SQL, and then asks no more), and plans are kept by text.
     */
    private static String ofRole(Ask ask) {
        return "/* " + HexFormat.of().formatHex(ask.role().getBytes(UTF_8)) + " */ ";
    }

    /** How far others' transactions are kept apart: what the function is set to, or the role. Before any other word. */
    private String isolation(Ask ask) {
        Map<String, String> ofRole = schema.roleSettings().getOrDefault(ask.role(), Map.of());
        String level = hoisted.getOrDefault(ISOLATION, ofRole.getOrDefault(ISOLATION, ""));
        return LEVELS.contains(level) ? "set transaction isolation level " + level + "; " : "";
    }

    private Sql setUp(Ask ask) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("search_path", searchPath(ask));
        values.put("timezone", "UTC"); // a project's; the driver would have it be the JVM's
        // Before the role, so that a parameter which only the login role may set can be set.
        values.putAll(schema.roleSettings().getOrDefault(ask.role(), Map.of()));
        values.putAll(hoisted);
        values.remove(ISOLATION); // too late here
        values.put("role", ask.role());
        values.put("request.jwt.claims", Json.print(ask.claims()));
        values.put("request.method", ask.method());
        values.put("request.path", ask.path());
        values.put("request.headers", Json.print(object(ask.headers())));
        values.put("request.cookies", Json.print(object(ask.cookies())));
        String zone = ask.prefer().get("timezone");
        if (zone != null) {
            values.put("timezone", zone);
        }
        Sql sql = new Sql().add("select ");
        sql.add(Sql.join(
                ", ",
                values.entrySet().stream()
                        .map(entry -> new Sql()
                                .add("set_config(")
                                .literal(entry.getKey())
                                .add(", ")
                                .value(entry.getValue())
                                .add(", true)"))
                        .toList()));
        return settings.preRequest() == null
                ? sql
                : sql.add("; select ").add(name(settings.preRequest())).add("()");
    }

    private String searchPath(Ask ask) {
        return Stream.concat(Stream.of(ask.schema()), settings.extraSearchPath().stream())
                .map(Sql::quoted)
                .collect(Collectors.joining(", "));
    }

    private static Sql name(String qualified) {
        Sql sql = new Sql();
        for (String part : qualified.split("\\.", -1)) {
            sql.add(sql.isEmpty() ? "" : ".").name(part);
        }
        return sql;
    }

    private static ObjectNode object(Map<String, String> values) {
        ObjectNode object = Json.object();
        values.forEach(object::put);
        return object;
    }
}
