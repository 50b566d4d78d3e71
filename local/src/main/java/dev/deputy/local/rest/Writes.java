package dev.deputy.local.rest;

import dev.deputy.local.rest.Condition.Binary;
import dev.deputy.local.rest.Condition.Comparison;
import dev.deputy.local.rest.Statement.Shape;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Answers inserts, upserts, updates and deletes. */
final class Writes {

    private static final String SOURCE = "pgrst_source";

    private final Schema schema;
    private final RestSettings settings;
    private final Transaction transaction;

    Writes(Schema schema, RestSettings settings, Transaction transaction) {
        this.schema = schema;
        this.settings = settings;
        this.transaction = transaction;
    }

    Reply write(Ask ask) throws SQLException {
        MediaType type = Negotiation.choose(ask, settings);
        boolean represents = ask.prefer().has("return", "representation");
        boolean points =
                ask.prefer().has("return", "headers-only") && ask.method().equals("POST");
        Payload payload = ask.method().equals("DELETE") ? null : payload(ask);
        Table table = Tables.require(schema, ask);
        List<String> key = points ? table.primaryKey() : List.of();
        ReadPlanner planner = new ReadPlanner(schema, settings);
        ReadNode read = planner.ofSource(ask, table.name(), SOURCE, SOURCE);
        List<Sql> returning = represents
                ? WriteSql.returning(read, table)
                : key.isEmpty() ? List.of(new Sql().add("1")) : WriteSql.columns(table, key);
        WriteSql sql = new WriteSql(ask, table, target(ask, table), returning);
        Sql mutation = payload == null ? sql.delete() : mutation(ask, sql, payload, table);
        read.conditions.clear();
        read.window = Window.ALL;
        Sql rows = represents ? ReadSql.select(read) : new Sql().add("select * from " + SOURCE);
        Shape shape = represents ? Negotiation.shape(type) : Shape.NOTHING;
        Statement statement = new Statement(mutation, rows, shape, type.stripsNulls(), null, key);
        if (type.isPlan()) {
            String plan = transaction.explain(ask, false, statement, Negotiation.explainOptions(type));
            return new Reply(200).body(ask, plan, type.contentType(), settings);
        }
        Result result = transaction.run(ask, false, statement, found -> check(ask, type, found));
        return reply(ask, sql, result, represents, type).heeding(result);
    }

    private Payload payload(Ask ask) {
        return Payload.read(
                ask.body(),
                ask.contentType(),
                ask.query().columns() != null || !ask.method().equals("POST"));
    }

    /** The table with what the query says of it; of embedded resources, only the answer speaks. */
    private static ReadNode target(Ask ask, Table table) {
        boolean puts = ask.method().equals("PUT");
        Sql qualifier = puts ? new Sql().name("pgrst_body") : new Sql().name(table.name());
        ReadNode target = new ReadNode(
                table,
                table.name(),
                new Sql().name(table.name()),
                qualifier,
                table.name().name(),
                0,
                null,
                null);
        Query query = ask.query();
        query.conditions().stream().filter(at -> at.path().isEmpty()).forEach(at -> target.conditions.add(at.value()));
        query.orders().stream().filter(at -> at.path().isEmpty()).forEach(at -> target.order.addAll(at.value()));
        query.windows().stream()
                .filter(at -> at.path().isEmpty())
                .forEach(at -> target.window = target.window.and(at.value()));
        return target;
    }

    private static Sql mutation(Ask ask, WriteSql sql, Payload payload, Table table) {
        if (ask.method().equals("PUT")) {
            checkPut(ask, table);
        }
        return ask.method().equals("PATCH") ? sql.update(payload) : sql.insert(payload);
    }

    private static void checkPut(Ask ask, Table table) {
        if (!ask.query().windows().isEmpty()) {
            throw Refusal.of(400, "PGRST114", "limit/offset querystring parameters are not allowed for PUT");
        }
        Set<String> named = new TreeSet<>();
        boolean plain = ask.query().conditions().stream()
                .allMatch(at -> at.value() instanceof Comparison comparison
                        && comparison.test() instanceof Binary binary
                        && binary.operator() == Operator.EQ
                        && binary.quantifier() == null
                        && !comparison.negated()
                        && named.add(comparison.field().column()));
        if (!plain || named.isEmpty() || !named.equals(new TreeSet<>(table.primaryKey()))) {
            throw Refusal.of(
                    405, "PGRST105", "Filters must include all and only primary key columns with 'eq' operators");
        }
    }

    private static void check(Ask ask, MediaType type, Result result) {
        if (ask.method().equals("PUT") && result.rows() != 1) {
            throw Refusal.of(400, "PGRST115", "Payload values do not match URL in primary key column(s)");
        }
        Negotiation.checkSingle(type, result);
        Integer most = ask.prefer().maxAffected();
        if (most != null && result.rows() > most) {
            throw Refusal.of(
                    400,
                    "PGRST124",
                    "Query result exceeds max-affected preference constraint",
                    "The query affects " + result.rows() + " rows",
                    null);
        }
    }

    private Reply reply(Ask ask, WriteSql sql, Result result, boolean represents, MediaType type) {
        Long total = ask.prefer().has("count", "exact") ? (Long) result.rows() : null;
        Reply reply = new Reply(represents ? 200 : 204);
        switch (ask.method()) {
            case "POST" -> {
                boolean updatedOnly = sql.merges() && result.inserted() == 0;
                reply.status(updatedOnly ? 200 : 201);
                reply.location(ask, result).range(0, 0, total);
                reply.applied(ask, sql.hasKey() ? POST_PREFERENCES : UPDATE_PREFERENCES);
            }
            case "PATCH" -> reply.range(0, result.rows(), total).applied(ask, UPDATE_PREFERENCES);
            case "DELETE" -> reply.range(0, 0, total).applied(ask, DELETE_PREFERENCES);
            default ->
                reply.status(!represents ? 204 : result.inserted() > 0 ? 201 : 200)
                        .applied(ask, PUT_PREFERENCES);
        }
        return represents ? reply.body(ask, result.body(), type.contentType(), settings) : reply;
    }

    private static final Set<String> DELETE_PREFERENCES =
            Set.of("return", "count", "tx", "handling", "timezone", "max-affected");
    private static final Set<String> UPDATE_PREFERENCES =
            Set.of("missing", "return", "count", "tx", "handling", "timezone", "max-affected");
    private static final Set<String> POST_PREFERENCES =
            Set.of("resolution", "missing", "return", "count", "tx", "handling", "timezone");
    private static final Set<String> PUT_PREFERENCES = Set.of("return", "count", "tx", "handling", "timezone");
}
