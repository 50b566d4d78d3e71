package dev.deputy.client;

import dev.deputy.client.Identity.Credentials;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What went wrong, as far as the service said. */
record Failure(
        int status,
        @Nullable String code,
        String message,
        @Nullable String details,
        @Nullable String hint,
        @Nullable String requestId,
        String body) {

    private static final int LONGEST_TEXT = 500;

    /** Before anything was sent. */
    static Failure tooLong(int length, int limit) {
        return new Failure(
                0,
                "url_too_long",
                "the request's address would have " + length + " characters, and servers take " + limit,
                null,
                "Pass long lists of values to a function of the database with rpc, which sends them in a body, or ask in"
                        + " several requests.",
                null,
                "");
    }

    static Failure unanswered(Exception cause, Credentials credentials) {
        String message = cause instanceof HttpTimeoutException
                ? "Supabase did not answer in time"
                : cause instanceof InterruptedException
                        ? "interrupted while waiting for Supabase"
                        : cause instanceof ConnectException
                                ? "Supabase cannot be reached"
                                : "the connection to Supabase was lost: " + credentials.strip(String.valueOf(cause));
        return new Failure(0, null, message, null, null, null, "");
    }

    /** An answer that is none: a body that is not what was asked for. */
    static Failure unreadable(int status, HttpHeaders headers, String what) {
        return new Failure(status, null, what, null, null, requestId(headers), "");
    }

    static Failure read(int status, HttpHeaders headers, byte[] body, Json json, Credentials credentials) {
        Map<String, Object> fields = fields(body, json);
        UnaryOperator<@Nullable String> clean = text -> text == null ? null : credentials.strip(text);
        String message = clean.apply(first(fields, "message", "msg", "error_description", "error"));
        return new Failure(
                status,
                code(headers, fields),
                message != null ? message : "HTTP " + status + plainText(headers, body, credentials),
                clean.apply(text(fields, "details")),
                clean.apply(text(fields, "hint")),
                requestId(headers),
                new String(body, StandardCharsets.UTF_8));
    }

    /** The data API's and the auth server's codes are texts; the auth server's older dialect has the status there. */
    private static @Nullable String code(HttpHeaders headers, Map<String, Object> fields) {
        return headers.firstValue("x-sb-error-code").orElseGet(() -> {
            String code = first(fields, "error_code", "code");
            // Storage's older answers have a word in "error" and a sentence in "message".
            return code != null || !fields.containsKey("message") ? code : text(fields, "error");
        });
    }

    private static @Nullable String requestId(HttpHeaders headers) {
        return Stream.of("sb-request-id", "x-request-id", "cf-ray")
                .flatMap(name -> headers.firstValue(name).stream())
                .findFirst()
                .orElse(null);
    }

    private static String plainText(HttpHeaders headers, byte[] body, Credentials credentials) {
        boolean plain = headers.firstValue("Content-Type").orElse("").startsWith("text/plain");
        if (!plain || body.length == 0) {
            return "";
        }
        String text = credentials.strip(new String(body, StandardCharsets.UTF_8));
        return ": " + (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
    }

    @SuppressWarnings("unchecked") // the members of a JSON object have texts for names
    private static Map<String, Object> fields(byte[] body, Json json) {
        if (body.length == 0 || body[0] != '{') {
            return Map.of();
        }
        try {
            Map<String, Object> fields = json.read(body, Map.class);
            return fields == null ? Map.of() : fields;
        } catch (RuntimeException notJson) {
            return Map.of();
        }
    }

    private static @Nullable String first(Map<String, Object> fields, String... names) {
        for (String name : List.of(names)) {
            String text = text(fields, name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }
}
