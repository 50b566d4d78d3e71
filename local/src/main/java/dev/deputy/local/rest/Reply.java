package dev.deputy.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An answer in the making: status, headers, body, and what SQL has to say to the first two. */
final class Reply {

    private int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";
    private @Nullable Long total;

    Reply(int status) {
        this.status = status;
    }

    static Reply of(Refusal refusal) {
        Reply reply = new Reply(refusal.status());
        reply.headers.put("Content-Type", "application/json; charset=utf-8");
        reply.headers.put("Proxy-Status", "PostgREST; error=" + refusal.code());
        reply.headers.putAll(refusal.headers());
        reply.body = Json.print(refusal.json());
        return reply;
    }

    Reply status(int other) {
        status = other;
        return this;
    }

    Reply with(String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    /** Which rows of how many these are, the first one being number 0. */
    Reply range(long from, long rows, @Nullable Long total) {
        this.total = total;
        String range = rows == 0 ? "*" : from + "-" + (from + rows - 1);
        return with("Content-Range", range + "/" + (total == null ? "*" : total));
    }

    Reply body(Ask ask, String body, String contentType, RestSettings settings) {
        with("Content-Type", contentType);
        if (settings.schemas().size() > 1) {
            with("Content-Profile", ask.schema());
        }
        this.body = ask.method().equals("HEAD") ? "" : body;
        return this;
    }

    Reply applied(Ask ask, Set<String> preferences) {
        return with("Preference-Applied", ask.prefer().applied(preferences));
    }

    /** Where the one row is that was written. */
    Reply location(Ask ask, Result result) {
        if (result.key() == null) {
            return this;
        }
        String query = Json.parse(result.key()).properties().stream()
                .map(e -> UrlText.encode(e.getKey()) + "="
                        + (e.getValue().isNull()
                                ? "is.null"
                                : "eq." + UrlText.encode(e.getValue().asString())))
                .collect(Collectors.joining("&"));
        return with("Location", "/" + ask.resource().name() + "?" + query);
    }

    /** Status and headers that the request's SQL set, in {@code response.status} and {@code response.headers}. */
    Reply heeding(Result result) {
        if (result.status() != null) {
            if (!result.status().matches("[1-5]\\d\\d")) {
                throw Refusal.of(500, "PGRST112", "response.status guc must be a valid status code");
            }
            status = Integer.parseInt(result.status());
        }
        if (result.headers() != null) {
            try {
                for (JsonNode header : Json.parse(result.headers())) {
                    header.properties()
                            .forEach(e -> put(e.getKey(), e.getValue().asString()));
                }
            } catch (JacksonException e) {
                throw Refusal.of(
                        500,
                        "PGRST111",
                        "response.headers guc must be a JSON array composed of objects with a single key and a string"
                                + " value");
            }
        }
        return this;
    }

    private void put(String name, String value) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, value);
    }

    Map<String, String> headers() {
        return headers;
    }

    int status() {
        return status;
    }

    /** How many rows there are in all, if somebody counted. */
    @Nullable
    Long total() {
        return total;
    }

    JsonNode json() {
        return Json.parse(body);
    }

    Answer answer() {
        Answer answer = Answer.of(status, body.getBytes(UTF_8));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }
}
