package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What PostgreSQL refused, as an HTTP status. The table is PostgREST's. */
final class SqlErrors {

    /** By whole SQLSTATE. */
    private static final Map<String, Integer> STATES = Map.ofEntries(
            Map.entry("23503", 409),
            Map.entry("23505", 409),
            Map.entry("25006", 405),
            Map.entry("53400", 500),
            Map.entry("57P01", 503),
            Map.entry("P0001", 400),
            Map.entry("42883", 404),
            Map.entry("42P01", 404),
            Map.entry("42P17", 500));

    /** By the class, its first two characters. */
    private static final Map<String, Integer> CLASSES = Map.ofEntries(
            Map.entry("08", 503),
            Map.entry("09", 500),
            Map.entry("0L", 403),
            Map.entry("0P", 403),
            Map.entry("25", 500),
            Map.entry("28", 403),
            Map.entry("2D", 500),
            Map.entry("38", 500),
            Map.entry("39", 500),
            Map.entry("3B", 500),
            Map.entry("40", 500),
            Map.entry("53", 503),
            Map.entry("54", 500),
            Map.entry("55", 500),
            Map.entry("57", 500),
            Map.entry("58", 500),
            Map.entry("F0", 500),
            Map.entry("HV", 500),
            Map.entry("P0", 500),
            Map.entry("XX", 500));

    private SqlErrors() {}

    /** @param anonymous whether the request came without a user's token */
    static Refusal refusal(SQLException e, boolean anonymous) {
        ServerErrorMessage server = e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String state = e.getSQLState();
        if (server == null || state == null) {
            return Refusal.of(503, "PGRST001", "Could not connect with the database. Retry the request.");
        }
        String message = String.valueOf(server.getMessage());
        if (state.equals("PGRST")) {
            return raised(message, server.getDetail());
        }
        int status = status(state, message, anonymous);
        Refusal refusal = Refusal.of(status, state, message, server.getDetail(), server.getHint());
        return status == 401 ? refusal.with("WWW-Authenticate", "Bearer") : refusal;
    }

    private static int status(String state, String message, boolean anonymous) {
        if (state.equals("42501")) {
            return anonymous ? 401 : 403;
        }
        if (state.equals("21000")) { // such as a subquery with two rows; pg-safeupdate's message is the client's doing
            return message.endsWith("requires a WHERE clause") ? 400 : 500;
        }
        if (state.equals("22023") && message.startsWith("role") && message.endsWith("does not exist")) {
            return 401;
        }
        if (state.equals("42883") && message.startsWith("function xmlagg(")) {
            return 406;
        }
        if (state.matches("PT[1-9]\\d\\d")) {
            return Integer.parseInt(state.substring(2));
        }
        Integer exact = STATES.get(state);
        return exact != null ? exact : CLASSES.getOrDefault(state.substring(0, 2), 400);
    }

    /** A function's own answer: {@code raise sqlstate 'PGRST' using message = '{…}', detail = '{…}'}. */
    private static Refusal raised(String message, @Nullable String detail) {
        JsonNode body;
        try {
            body = Json.parseObject(message);
            body.required("code");
            body.required("message");
        } catch (JacksonException | IllegalArgumentException e) {
            return unreadable(
                    "Invalid JSON value for MESSAGE: '" + message + "'",
                    "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional keys: 'details',"
                            + " 'hint'.");
        }
        try {
            JsonNode status = Json.parseObject(detail == null ? "" : detail);
            Refusal refusal = Refusal.of(
                    status.required("status").asInt(),
                    body.path("code").asString(""),
                    body.path("message").asString(""),
                    body.path("details").asString(null),
                    body.path("hint").asString(null));
            status.required("headers")
                    .properties()
                    .forEach(header ->
                            refusal.with(header.getKey(), header.getValue().asString("")));
            return refusal;
        } catch (JacksonException | IllegalArgumentException e) {
            return unreadable(
                    detail == null
                            ? "DETAIL is missing in the RAISE statement"
                            : "Invalid JSON value for DETAIL: '" + detail + "'",
                    "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional key:"
                            + " 'status_text'.");
        }
    }

    private static Refusal unreadable(String details, String hint) {
        return Refusal.of(
                500, "PGRST121", "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error", details, hint);
    }
}
