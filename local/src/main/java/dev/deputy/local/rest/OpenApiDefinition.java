package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import dev.deputy.local.rest.Relationship.Pair;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes a table's rows in JSON Schema, as OpenAPI has it. */
record OpenApiDefinition(Table table, List<Relationship> relationships) {

    private static final Pattern LENGTH = Pattern.compile("character(?: varying)?\\((\\d+)\\)");

    ObjectNode json() {
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
        table.columns().values().forEach(column -> properties.set(column.name(), property(column)));
        return definition;
    }

    private ObjectNode property(Column column) {
        ObjectNode property = addType(Json.object(), column.type());
        String note = note(column);
        String words = column.description() == null ? note : column.description() + "\n\n" + note;
        if (!words.isBlank()) {
            property.put("description", words.strip());
        }
        if (!column.labels().isEmpty()) {
            column.labels().forEach(property.putArray("enum")::add);
        }
        Matcher length = LENGTH.matcher(column.type());
        if (length.matches()) {
            property.put("maxLength", Integer.parseInt(length.group(1)));
        }
        JsonNode given =
                column.defaultSql() == null ? null : defaultValue(column.defaultSql(), bare(column.type()), property);
        if (given != null) {
            property.set("default", given);
        }
        return property;
    }

    /** What a default is as JSON: a text without its quotes and cast, anything else if it is JSON. */
    private static @Nullable JsonNode defaultValue(String sql, String type, ObjectNode property) {
        if (property.path("type").asString("").equals("string")) {
            String cast = "::" + type;
            String text = sql.endsWith(cast) ? sql.substring(0, sql.length() - cast.length()) : sql;
            boolean quoted = sql.endsWith(cast) && text.startsWith("'") && text.endsWith("'") && text.length() > 1;
            return Json.of(quoted ? text.substring(1, text.length() - 1) : text);
        }
        try {
            JsonNode value = Json.parse(sql);
            return value.isMissingNode() ? null : value;
        } catch (JacksonException e) {
            return null; // an expression
        }
    }

    /** Keys, in the form that generators of clients look for. */
    private String note(Column column) {
        StringBuilder note = new StringBuilder();
        if (table.primaryKey().contains(column.name())) {
            note.append("Note:\nThis is a Primary Key.<pk/>");
        }
        relationships.stream()
                .filter(Relationship::hasForeignKeyHere)
                .filter(r ->
                        r.columns().size() == 1 && r.columns().get(0).here().equals(column.name()))
                .findFirst()
                .ifPresent(r -> {
                    Pair pair = r.columns().get(0);
                    String to = r.to().name();
                    note.append(note.isEmpty() ? "Note:\n" : "\n")
                            .append("This is a Foreign Key to `" + to + "." + pair.there() + "`.<fk table='" + to
                                    + "' column='" + pair.there() + "'/>");
                });
        return note.toString();
    }

    /** Adds {@code format} and {@code type}; JSON may be anything. */
    static ObjectNode addType(ObjectNode property, String type) {
        property.put("format", bare(type));
        if (type.endsWith("[]")) {
            property.put("type", "array");
            property.putObject("items").put("type", jsonType(bare(type.substring(0, type.length() - 2))));
        } else if (!type.startsWith("json")) {
            property.put("type", jsonType(bare(type)));
        }
        return property;
    }

    /** The type without its length or precision. */
    private static String bare(String type) {
        return type.replaceFirst("\\([\\d,]+\\)", "");
    }

    static String jsonType(String type) {
        return switch (type) {
            case "smallint", "integer", "bigint" -> "integer";
            case "numeric", "real", "double precision" -> "number";
            case "boolean" -> "boolean";
            default -> "string";
        };
    }
}
