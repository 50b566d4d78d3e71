package dev.deputy.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deputy.local.rest.Statement.Shape;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers calls of functions. */
final class Calls {

    private static final Set<String> PREFERENCES = Set.of("count", "tx", "handling", "timezone", "max-affected");
    private static final String SOURCE = "pgrst_source";

    private final Schema schema;
    private final RestSettings settings;
    private final Transaction transaction;

    Calls(Schema schema, RestSettings settings, Transaction transaction) {
        this.schema = schema;
        this.settings = settings;
        this.transaction = transaction;
    }

    /** A function that was found, and how it is called. */
    private record Found(Function function, Sql call) {}

    Reply call(Ask ask) throws SQLException {
        if (!ask.reads() && !ask.method().equals("POST")) {
            throw Refusal.of(405, "PGRST101", "Cannot use the " + ask.method() + " method on RPC");
        }
        MediaType type = Negotiation.choose(ask, settings);
        Found meant = ask.reads() ? byAddress(ask) : byBody(ask);
        Function function = meant.function();
        if (ask.prefer().maxAffected() != null && !function.returnsSet()) {
            throw Refusal.of(
                    400,
                    "PGRST128",
                    "Function must return SETOF or TABLE when max-affected preference is used with handling=strict");
        }
        ReadPlanner planner = new ReadPlanner(schema, settings);
        Name table = function.returnsTable();
        String alias = table == null ? function.name().name() : table.name();
        ReadNode plan = planner.ofSource(ask, table, SOURCE, alias);
        plan.window = plan.window.and(ask.range());
        if (function.returnsSet()) {
            planner.limit(plan);
        }
        boolean readOnly = ask.reads() || !function.isVolatile();
        Sql count = ask.prefer().get("count") == null ? null : ReadSql.countable(plan);
        Statement statement = new Statement(
                meant.call(), ReadSql.select(plan), shape(function, type), type.stripsNulls(), count, List.of());
        if (type.isPlan()) {
            String text = transaction.explain(ask, readOnly, statement, Negotiation.explainOptions(type));
            return new Reply(200).body(ask, text, type.contentType(), settings);
        }
        Result found = transaction
                .with(function.settings())
                .run(ask, readOnly, statement, rows -> check(ask, type, counted(function, rows)));
        Result result = counted(function, found);
        Reply reply = new Reply(200).applied(ask, PREFERENCES);
        if (!function.returnsVoid()) {
            reply.body(ask, result.body(), type.contentType(), settings);
        }
        Reads.ranged(reply, plan.window.offset(), result);
        if (function.returnsVoid()) {
            reply.status(204);
        }
        return reply.heeding(result);
    }

    /** A function that does not return a set returns one value, whatever the filters leave of it. */
    private static Result counted(Function function, Result result) {
        return function.returnsSet() ? result : result.withRows(1);
    }

    private static void check(Ask ask, MediaType type, Result result) {
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

    private static Shape shape(Function function, MediaType type) {
        if (function.returnsVoid()) {
            return Shape.NOTHING;
        }
        Shape shape = Negotiation.shape(type);
        if (shape == Shape.CSV) {
            return shape;
        }
        if (!function.isComposite()) {
            return function.returnsSet() && shape == Shape.ARRAY ? Shape.SCALARS : Shape.SCALAR;
        }
        return function.returnsSet() ? shape : Shape.OBJECT;
    }

    private Found byAddress(Ask ask) {
        List<UrlText.Parameter> arguments = ask.query().arguments();
        Set<String> names = arguments.stream().map(UrlText.Parameter::name).collect(Collectors.toSet());
        Function function = new FunctionFinder(schema).find(ask.resource(), names, Set.of());
        return new Found(function, new CallSql(function).withParameters(arguments));
    }

    private Found byBody(Ask ask) {
        byte[] body = ask.body();
        FunctionFinder finder = new FunctionFinder(schema);
        return switch (ask.contentType().name()) {
            case "text/plain" -> whole(finder.find(ask.resource(), Set.of(), Set.of("text")), new String(body, UTF_8));
            case "text/xml", "application/xml" ->
                whole(finder.find(ask.resource(), Set.of(), Set.of("xml")), new String(body, UTF_8));
            case "application/octet-stream" ->
                whole(
                        finder.find(ask.resource(), Set.of(), Set.of("bytea")),
                        "\\x" + HexFormat.of().formatHex(body));
            case "application/x-www-form-urlencoded" -> byForm(ask, finder, body);
            default -> byJson(ask, finder, body.length == 0 ? "{}".getBytes(UTF_8) : body);
        };
    }

    private static Found byForm(Ask ask, FunctionFinder finder, byte[] body) {
        List<UrlText.Parameter> arguments = UrlText.parameters(new String(body, UTF_8));
        Set<String> names = arguments.stream().map(UrlText.Parameter::name).collect(Collectors.toSet());
        Function function = finder.find(ask.resource(), names, Set.of());
        return new Found(function, new CallSql(function).withParameters(arguments));
    }

    private static Found byJson(Ask ask, FunctionFinder finder, byte[] body) {
        Payload payload = Payload.read(body, ask.contentType(), ask.query().columns() != null);
        Set<String> names = ask.query().columns() == null
                ? payload.keys()
                : Set.copyOf(ask.query().columns());
        Function function = finder.find(ask.resource(), names, Set.of("json", "jsonb"));
        return function.unnamed().isPresent()
                ? whole(function, new String(body, UTF_8))
                : new Found(function, new CallSql(function).withJson(payload.json(), names));
    }

    private static Found whole(Function function, String body) {
        return new Found(function, new CallSql(function).withBody(body));
    }
}
