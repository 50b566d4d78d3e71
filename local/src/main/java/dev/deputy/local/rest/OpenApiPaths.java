package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import dev.deputy.local.rest.Function.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes what can be asked of the root, of tables and of functions, as OpenAPI has it. */
final class OpenApiPaths {

    /** In which rows come and go, beside plain JSON. */
    static final List<String> TYPES = List.of(
            "application/vnd.pgrst.object+json;nulls=stripped", "application/vnd.pgrst.object+json", "text/csv");

    private static final String RANGES = "Limiting and Pagination";
    private static final List<String> RETURNS = List.of("return=representation", "return=minimal", "return=none");

    private OpenApiPaths() {}

    static ObjectNode ofRoot() {
        ObjectNode get = Json.object();
        get.putArray("tags").add("Introspection");
        get.put("summary", "OpenAPI description (this document)");
        get.putArray("produces").add("application/openapi+json").add("application/json");
        get.putObject("responses").putObject("200").put("description", "OK");
        return path("get", get);
    }

    static ObjectNode of(Table table) {
        String body = "body." + table.name().name();
        List<String> filters = table.columns().keySet().stream()
                .map(column -> "rowFilter." + table.name().name() + "." + column)
                .toList();
        ObjectNode get = operation(
                table, "200", "OK", filters, "select", "order", "range", "rangeUnit", "offset", "limit", "preferCount");
        ObjectNode responses = (ObjectNode) get.required("responses");
        ObjectNode rows =
                ((ObjectNode) responses.required("200")).putObject("schema").put("type", "array");
        rows.putObject("items").put("$ref", "#/definitions/" + table.name().name());
        responses.putObject("206").put("description", "Partial Content");
        ObjectNode path = path("get", get);
        if (table.insertable()) {
            path.set("post", operation(table, "201", "Created", List.of(), body, "select", "preferPost"));
        }
        if (table.updatable()) {
            path.set("patch", operation(table, "204", "No Content", filters, body, "preferReturn"));
        }
        if (table.deletable()) {
            path.set("delete", operation(table, "204", "No Content", filters, "preferReturn"));
        }
        return path;
    }

    private static ObjectNode operation(
            Table table, String status, String words, List<String> filters, String... parameters) {
        ObjectNode operation = Json.object();
        operation.putArray("tags").add(table.name().name());
        describe(operation, table.description());
        ArrayNode all = operation.putArray("parameters");
        Stream.concat(filters.stream(), Stream.of(parameters))
                .forEach(name -> all.addObject().put("$ref", "#/parameters/" + name));
        operation.putObject("responses").putObject(status).put("description", words);
        return operation;
    }

    /** A comment's first line is the summary. */
    private static void describe(ObjectNode operation, @Nullable String comment) {
        if (comment != null) {
            String[] lines = comment.split("\n", 2);
            operation.put("summary", lines[0]);
            if (lines.length == 2) {
                operation.put("description", lines[1].replaceFirst("^\n+", ""));
            }
        }
    }

    static ObjectNode of(Function function) {
        ObjectNode get = operation(function);
        ArrayNode inAddress = Json.array();
        function.parameters().forEach(parameter -> inAddress.add(inAddress(parameter)));
        ObjectNode post = operation(function);
        ObjectNode body = Json.object().put("in", "body").put("name", "args").put("required", true);
        ObjectNode schema = body.putObject("schema").put("type", "object");
        List<String> required = new ArrayList<>();
        for (Parameter parameter : function.parameters()) {
            ObjectNode properties = schema.withObject("/properties");
            properties.set(parameter.name(), OpenApiDefinition.addType(Json.object(), parameter.type()));
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        if (!inAddress.isEmpty()) {
            get.set("parameters", inAddress);
        }
        post.putArray("parameters").add(body);
        ObjectNode path = path("get", get);
        path.set("post", post);
        return path;
    }

    private static ObjectNode inAddress(Parameter parameter) {
        ObjectNode json =
                Json.object().put("name", parameter.name()).put("in", "query").put("required", parameter.required());
        if (parameter.isVariadic()) {
            String element = parameter.type().replaceFirst("\\[\\]$", "");
            json.put("type", "array").put("collectionFormat", "multi");
            json.putObject("items").put("format", element).put("type", OpenApiDefinition.jsonType(element));
            return json;
        }
        return json.put("format", parameter.type()).put("type", OpenApiDefinition.jsonType(parameter.type()));
    }

    private static ObjectNode operation(Function function) {
        ObjectNode operation = Json.object();
        operation.putArray("tags").add("(rpc) " + function.name().name());
        describe(operation, function.description());
        TYPES.subList(0, 2).forEach(operation.putArray("produces").add("application/json")::add);
        operation.putObject("responses").putObject("200").put("description", "OK");
        return operation;
    }

    private static ObjectNode path(String method, ObjectNode operation) {
        ObjectNode path = Json.object();
        path.set(method, operation);
        return path;
    }

    /** Those that every table has. */
    static ObjectNode parameters() {
        ObjectNode parameters = Json.object();
        parameters.set("preferReturn", preference(RETURNS));
        parameters.set("preferCount", preference(List.of("count=none")));
        parameters.set(
                "preferPost",
                preference(Stream.concat(
                                RETURNS.stream(),
                                Stream.of("resolution=ignore-duplicates", "resolution=merge-duplicates"))
                        .toList()));
        parameters.set("select", parameter("select", "query", "Filtering Columns"));
        parameters.set("on_conflict", parameter("on_conflict", "query", "On Conflict"));
        parameters.set("order", parameter("order", "query", "Ordering"));
        parameters.set("range", parameter("Range", "header", RANGES));
        parameters.set("rangeUnit", parameter("Range-Unit", "header", RANGES).put("default", "items"));
        parameters.set("offset", parameter("offset", "query", RANGES));
        parameters.set("limit", parameter("limit", "query", RANGES));
        return parameters;
    }

    private static ObjectNode preference(List<String> values) {
        ObjectNode parameter = parameter("Prefer", "header", "Preference");
        values.forEach(parameter.putArray("enum")::add);
        return parameter;
    }

    private static ObjectNode parameter(String name, String in, String description) {
        return Json.object()
                .put("name", name)
                .put("description", description)
                .put("required", false)
                .put("in", in)
                .put("type", "string");
    }

    /** Those of one table: its body, and a filter for each of its columns. */
    static void addParameters(ObjectNode parameters, Table table) {
        String name = table.name().name();
        ObjectNode body = Json.object()
                .put("name", name)
                .put("description", name)
                .put("required", false)
                .put("in", "body");
        body.putObject("schema").put("$ref", "#/definitions/" + name);
        parameters.set("body." + name, body);
        for (Column column : table.columns().values()) {
            ObjectNode filter = Json.object().put("name", column.name());
            if (column.description() != null) {
                filter.put("description", column.description());
            }
            parameters.set(
                    "rowFilter." + name + "." + column.name(),
                    filter.put("required", false).put("in", "query").put("type", "string"));
        }
    }
}
