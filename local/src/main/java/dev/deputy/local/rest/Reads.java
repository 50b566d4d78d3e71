package dev.deputy.local.rest;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers reads of tables and views, and says which part of the rows an answer has. */
final class Reads {

    private static final Set<String> PREFERENCES = Set.of("count", "tx", "handling", "timezone");

    private final Schema schema;
    private final RestSettings settings;
    private final Transaction transaction;

    Reads(Schema schema, RestSettings settings, Transaction transaction) {
        this.schema = schema;
        this.settings = settings;
        this.transaction = transaction;
    }

    Reply read(Ask ask) throws SQLException {
        MediaType type = Negotiation.choose(ask, settings);
        Tables.require(schema, ask);
        ReadNode plan = new ReadPlanner(schema, settings).ofTable(ask);
        plan.window = plan.window.and(ask.range());
        Statement statement =
                new Statement(null, ReadSql.select(plan), Negotiation.shape(type), type.stripsNulls(), null, List.of());
        if (type.isPlan()) {
            return new Reply(200).body(ask, explain(ask, statement, type), type.contentType(), settings);
        }
        Result result = run(ask, statement, plan, type);
        Reply reply = new Reply(200)
                .with("Content-Location", location(ask))
                .body(ask, result.body(), type.contentType(), settings)
                .applied(ask, PREFERENCES);
        return ranged(reply, plan.window.offset(), result).heeding(result);
    }

    private String explain(Ask ask, Statement statement, MediaType type) throws SQLException {
        return transaction.explain(ask, true, statement, Negotiation.explainOptions(type));
    }

    private Result run(Ask ask, Statement statement, ReadNode plan, MediaType type) throws SQLException {
        String count = ask.prefer().get("count");
        if (count == null || count.equals("exact")) {
            Sql counted = count == null ? null : ReadSql.countable(plan);
            return transaction.run(
                    ask, true, statement.counting(counted), result -> Negotiation.checkSingle(type, result));
        }
        boolean estimated = count.equals("estimated");
        Result result = transaction.runGuessing(ask, statement, ReadSql.countable(plan), estimated);
        Negotiation.checkSingle(type, result);
        return result;
    }

    private static String location(Ask ask) {
        String query = ask.query().canonical();
        return ask.path() + (query.isEmpty() ? "" : "?" + query);
    }

    /**
     * Adds Content-Range, and the status that goes with it.
     *
     * @throws Refusal 416 when the offset lies behind the last row
     */
    static Reply ranged(Reply reply, long offset, Result result) {
        @Nullable Long total = result.total();
        reply.range(offset, result.rows(), total);
        if (total != null && offset > total) {
            Refusal refusal =
                    Refusal.range("An offset of " + offset + " was requested, but there are only " + total + " rows.");
            reply.headers().forEach(refusal::with);
            throw refusal.with("Content-Type", "application/json; charset=utf-8");
        }
        if (total != null && result.rows() < total) {
            reply.status(206);
        }
        return reply;
    }
}
