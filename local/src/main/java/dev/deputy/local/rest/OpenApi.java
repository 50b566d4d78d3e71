package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import dev.deputy.local.rest.Statement.Shape;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Answers the root: an OpenAPI description (version 2) of what the caller's role may reach in the schema. */
final class OpenApi {

    private final Schema schema;
    private final RestSettings settings;
    private final Transaction transaction;

    OpenApi(Schema schema, RestSettings settings, Transaction transaction) {
        this.schema = schema;
        this.settings = settings;
        this.transaction = transaction;
    }

    Reply describe(Ask ask) throws SQLException {
        boolean wanted = ask.accept().stream().anyMatch(type -> type.isAny() || type.isOpenApi() || type.isJson());
        if (!wanted) {
            throw Negotiation.none(ask.accept());
        }
        ObjectNode document = Json.object().put("swagger", "2.0");
        document.putObject("info")
                .put("title", "standard " + ask.schema() + " schema")
                .put("description", "")
                .put("version", "12.0");
        document.put("host", ask.headers().getOrDefault("host", "127.0.0.1")).put("basePath", "/rest/v1/");
        document.putArray("schemes").add("http");
        OpenApiPaths.TYPES.forEach(document.putArray("consumes").add("application/json")::add);
        OpenApiPaths.TYPES.forEach(document.putArray("produces").add("application/json")::add);
        ObjectNode paths = document.putObject("paths");
        ObjectNode definitions = document.putObject("definitions");
        ObjectNode parameters = OpenApiPaths.parameters();
        document.set("parameters", parameters);
        paths.set("/", OpenApiPaths.ofRoot());
        Set<String> reachable = reachable(ask);
        for (Table table : schema.tables().values()) {
            String name = table.name().name();
            if (table.name().schema().equals(ask.schema()) && reachable.contains("t:" + name)) {
                definitions.set(name, new OpenApiDefinition(table, schema.from(table.name())).json());
                paths.set("/" + name, OpenApiPaths.of(table));
                OpenApiPaths.addParameters(parameters, table);
            }
        }
        schema.functions().forEach((name, overloads) -> {
            if (name.schema().equals(ask.schema()) && reachable.contains("f:" + name.name())) {
                paths.set("/rpc/" + name.name(), OpenApiPaths.of(overloads.get(overloads.size() - 1)));
            }
        });
        return new Reply(200).body(ask, Json.print(document), "application/openapi+json; charset=utf-8", settings);
    }

    /** What the role has any right to. */
    private Set<String> reachable(Ask ask) throws SQLException {
        Sql read = new Sql()
                .add("select 't:' || c.relname as name from pg_class c join pg_namespace n on n.oid ="
                        + " c.relnamespace where n.nspname = ")
                .value(ask.schema())
                .add(" and c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition"
                        + " and has_table_privilege(c.oid, 'select, insert, update, delete')"
                        + " union select 'f:' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
                        + " where n.nspname = ")
                .value(ask.schema())
                .add(" and has_function_privilege(p.oid, 'execute')");
        Statement statement = new Statement(null, read, Shape.ARRAY, false, null, List.of());
        Result result = transaction.run(ask, true, statement, rows -> {});
        Set<String> names = new HashSet<>();
        Json.parse(result.body()).forEach(row -> names.add(row.path("name").asString()));
        return names;
    }
}
