package dev.deputy.local.rest;

import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request that cannot be served, as PostgREST says it. Its documentation lists the codes. */
final class Refusal extends Failure {

    private final transient JsonNode details;
    private final @Nullable String hint;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Refusal(int status, String code, String message, JsonNode details, @Nullable String hint) {
        super(status, code, message);
        this.details = details;
        this.hint = hint;
    }

    static Refusal of(int status, String code, String message) {
        return of(status, code, message, null, null);
    }

    static Refusal of(int status, String code, String message, @Nullable String details, @Nullable String hint) {
        return new Refusal(
                status, code, message, Json.object().put("text", details).path("text"), hint);
    }

    static Refusal ofDetails(int status, String code, String message, JsonNode details, @Nullable String hint) {
        return new Refusal(status, code, message, details, hint);
    }

    /** The address does not follow the grammar. */
    static Refusal syntax(String message, String details) {
        return of(400, "PGRST100", message, details, null);
    }

    static Refusal body(String message) {
        return of(400, "PGRST102", message);
    }

    static Refusal range(String details) {
        return of(416, "PGRST103", "Requested range not satisfiable", details, null);
    }

    /** The schema is none of the exposed ones. */
    static Refusal schema(String schema, List<String> exposed) {
        return of(
                406,
                "PGRST106",
                "Invalid schema: " + schema,
                null,
                "Only the following schemas are exposed: " + String.join(", ", exposed));
    }

    static Refusal notEmbedded(String name) {
        return of(
                400,
                "PGRST108",
                "'" + name + "' is not an embedded resource in this request",
                null,
                "Verify that '" + name + "' is included in the 'select' query parameter.");
    }

    /** This refusal with one more header. */
    Refusal with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    ObjectNode json() {
        ObjectNode body = Json.object().put("code", code());
        body.set("details", details);
        return body.put("hint", hint).put("message", getMessage());
    }
}
