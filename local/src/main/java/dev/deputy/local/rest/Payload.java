package dev.deputy.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deputy.local.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows that a client sent, as JSON. PostgreSQL reads the values; only the keys are looked at here.
 *
 * @param json an array of objects
 * @param keys those of the first object
 * @param rows how many there are
 */
record Payload(String json, SortedSet<String> keys, int rows) {

    private static final Payload NONE = new Payload("[]", new TreeSet<>(), 0);

    /**
     * Reads a body of any of the types that rows can come in.
     *
     * @param anyKeys whether the client has said which columns it means, so that keys may differ from row to row
     */
    static Payload read(byte[] body, MediaType type, boolean anyKeys) {
        return switch (type.name()) {
            case "application/json", "*/*" -> json(body, anyKeys);
            case "text/csv" -> of(Csv.rows(new String(body, UTF_8)), true);
            case "application/x-www-form-urlencoded" -> of(Json.array().add(form(body)), true);
            default -> throw Refusal.body("Content-Type not acceptable: " + type.name());
        };
    }

    static ObjectNode form(byte[] body) {
        ObjectNode row = Json.object();
        UrlText.parameters(new String(body, UTF_8)).forEach(p -> row.put(p.name(), p.value()));
        return row;
    }

    private static Payload json(byte[] body, boolean anyKeys) {
        JsonNode node = parse(body);
        String text = new String(body, UTF_8);
        if (node instanceof ObjectNode object) {
            return new Payload("[" + text + "]", keys(object), 1);
        }
        return node instanceof ArrayNode array ? of(array, text, anyKeys) : NONE;
    }

    private static Payload of(ArrayNode rows, boolean anyKeys) {
        return of(rows, Json.print(rows), anyKeys);
    }

    private static Payload of(ArrayNode rows, String text, boolean anyKeys) {
        if (rows.isEmpty()) {
            return NONE;
        }
        List<SortedSet<String>> keys = new ArrayList<>();
        for (JsonNode row : rows) {
            if (!(row instanceof ObjectNode object)
                    || (!anyKeys && !keys.isEmpty() && !keys(object).equals(keys.get(0)))) {
                throw Refusal.body("All object keys must match");
            }
            if (keys.isEmpty()) {
                keys.add(keys(object));
            }
        }
        return new Payload(text, keys.get(0), rows.size());
    }

    static JsonNode parse(byte[] body) {
        try {
            JsonNode node = Json.parse(body);
            if (node.isMissingNode()) {
                throw Refusal.body("Empty or invalid json");
            }
            return node;
        } catch (JacksonException e) {
            throw Refusal.body("Empty or invalid json");
        }
    }

    private static SortedSet<String> keys(ObjectNode row) {
        return new TreeSet<>(row.propertyNames());
    }
}
