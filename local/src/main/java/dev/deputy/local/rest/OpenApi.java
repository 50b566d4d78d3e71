package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import dev.deputy.local.rest.Relationship.Cardinality;
import dev.deputy.local.rest.Statement.Shape;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Answers the root: an OpenAPI description (version 2) of what the caller's role may reach in the schema. */
final class OpenApi {

    private static final List<String> FREE = List.of("select", "order", "offset", "limit", "on_conflict");

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
        document.put("basePath", "/rest/v1/");
        document.putArray("schemes").add("http");
        document.putArray("consumes").add("application/json").add("text/csv");
        document.putArray("produces").add("application/json").add("text/csv");
        ObjectNode paths = document.putObject("paths");
        ObjectNode definitions = document.putObject("definitions");
        ObjectNode parameters = document.putObject("parameters");
        FREE.forEach(name -> parameters.set(name, parameter(name, "string")));
        Set<String> reachable = reachable(ask);
        for (Table table : schema.tables().values()) {
            String name = table.name().name();
            if (table.name().schema().equals(ask.schema()) && reachable.contains("t:" + name)) {
                definitions.set(name, definition(table));
                paths.set("/" + name, path(table));
                table.columns()
                        .values()
                        .forEach(column -> parameters.set(
                                "rowFilter." + name + "." + column.name(), parameter(column.name(), "string")));
            }
        }
        for (Map.Entry<Name, List<Function>> overloads : schema.functions().entrySet()) {
            Name name = overloads.getKey();
            if (name.schema().equals(ask.schema()) && reachable.contains("f:" + name.name())) {
                paths.set("/rpc/" + name.name(), path(overloads.getValue().get(0)));
            }
        }
        return new Reply(200).body(ask, Json.print(document), "application/openapi+json; charset=utf-8", settings);
    }

    /** What the role has any right to. */
    private Set<String> reachable(Ask ask) throws SQLException {
        Sql read = new Sql()
                .add("select 't:' || c.relname as name from pg_class c join pg_namespace n on n.oid ="
                        + " c.relnamespace where n.nspname = ")
                .value(ask.schema())
                .add(" and c.relkind in ('r', 'v', 'm', 'f', 'p')"
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

    private ObjectNode definition(Table table) {
        ObjectNode definition = Json.object().put("type", "object");
        if (table.description() != null) {
            definition.put("description", table.description());
        }
        ObjectNode properties = definition.putObject("properties");
        List<String> required = table.columns().values().stream()
                .filter(column -> !column.nullable())
                .map(Column::name)
                .toList();
        if (!required.isEmpty()) {
            required.forEach(definition.putArray("required")::add);
        }
        for (Column column : table.columns().values()) {
            ObjectNode property = type(properties.putObject(column.name()), column.type());
            String note = note(table, column);
            String words = column.description() == null ? note : column.description() + "\n\n" + note;
            if (!words.isBlank()) {
                property.put("description", words.strip());
            }
            if (!column.labels().isEmpty()) {
                column.labels().forEach(property.putArray("enum")::add);
            }
        }
        return definition;
    }

    /** Keys, in the form that generators of clients look for. */
    private String note(Table table, Column column) {
        StringBuilder note = new StringBuilder();
        if (table.primaryKey().contains(column.name())) {
            note.append("Note:\nThis is a Primary Key.<pk/>");
        }
        schema.from(table.name()).stream()
                .filter(r -> r.cardinality() == Cardinality.MANY_TO_ONE || r.cardinality() == Cardinality.ONE_TO_ONE)
                .filter(r ->
                        r.columns().size() == 1 && r.columns().get(0).here().equals(column.name()))
                .findFirst()
                .ifPresent(r -> note.append(note.isEmpty() ? "Note:\n" : "\n")
                        .append("This is a Foreign Key to `" + r.to().name() + "."
                                + r.columns().get(0).there() + "`.<fk table='" + r.to().name() + "' column='"
                                + r.columns().get(0).there() + "'/>"));
        return note.toString();
    }

    private static ObjectNode type(ObjectNode property, String type) {
        property.put("format", type);
        if (type.endsWith("[]")) {
            property.put("type", "array");
            property.putObject("items").put("type", jsonType(type.substring(0, type.length() - 2)));
        } else if (!type.startsWith("json")) {
            property.put("type", jsonType(type));
        }
        return property;
    }

    private static String jsonType(String type) {
        return switch (type.replaceAll("\\(.*", "")) {
            case "smallint", "integer", "bigint" -> "integer";
            case "numeric", "real", "double precision" -> "number";
            case "boolean" -> "boolean";
            default -> "string";
        };
    }

    private static ObjectNode path(Table table) {
        ObjectNode path = Json.object();
        path.set("get", operation(table, "200", "OK", true));
        if (table.insertable()) {
            path.set("post", operation(table, "201", "Created", false));
        }
        if (table.updatable()) {
            path.set("patch", operation(table, "204", "No Content", true));
        }
        if (table.deletable()) {
            path.set("delete", operation(table, "204", "No Content", true));
        }
        return path;
    }

    private static ObjectNode operation(Table table, String status, String words, boolean filtered) {
        ObjectNode operation = Json.object();
        operation.putArray("tags").add(table.name().name());
        if (filtered) {
            var parameters = operation.putArray("parameters");
            table.columns().keySet().forEach(column -> parameters
                    .addObject()
                    .put("$ref", "#/parameters/rowFilter." + table.name().name() + "." + column));
        }
        operation.putObject("responses").putObject(status).put("description", words);
        return operation;
    }

    private static ObjectNode path(Function function) {
        ObjectNode post = Json.object();
        post.putArray("tags").add("(rpc) " + function.name().name());
        ObjectNode body = post.putArray("parameters")
                .addObject()
                .put("in", "body")
                .put("name", "args")
                .put("required", true);
        ObjectNode properties = body.putObject("schema").put("type", "object").putObject("properties");
        function.parameters().stream()
                .filter(parameter -> !parameter.name().isEmpty())
                .forEach(parameter -> type(properties.putObject(parameter.name()), parameter.type()));
        post.putObject("responses").putObject("200").put("description", "OK");
        ObjectNode path = Json.object();
        path.set("post", post);
        return path;
    }

    private static ObjectNode parameter(String name, String type) {
        return Json.object()
                .put("name", name)
                .put("in", "query")
                .put("required", false)
                .put("type", type);
    }
}
