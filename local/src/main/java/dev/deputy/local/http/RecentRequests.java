package dev.deputy.local.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The last requests that services answered, for people who look for what went wrong. Holds no token, key or password:
 * addresses are kept without secrets, and of answers only what an error says. Safe for use by many threads.
 */
public final class RecentRequests {

    private static final int KEPT = 500;
    private static final int LARGEST_ERROR = 8192;

    private final Deque<RecentRequest> requests = new ArrayDeque<>();
    private long last;

    /** Those after a number, the oldest first; all that are kept after 0. */
    public synchronized List<RecentRequest> after(long number) {
        List<RecentRequest> found = new ArrayList<>();
        for (RecentRequest request : requests) {
            if (request.number() > number) {
                found.add(request);
            }
        }
        return found;
    }

    /** Forgets all. The numbers go on. */
    public synchronized void clear() {
        requests.clear();
    }

    void add(Request request, Answer answer, long nanoseconds) {
        String method = request.getMethod();
        String address = WithoutSecrets.address(
                Objects.requireNonNullElse(request.getHttpURI().getPathQuery(), ""));
        String token = TokenPayload.of(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        JsonNode error = error(answer);
        String code = code(answer, error);
        String message = error == null
                ? null
                : WithoutSecrets.text(
                        error.path("msg").asString(error.path("message").asString("")));
        Instant at = Instant.now();
        synchronized (this) {
            if (requests.size() == KEPT) {
                requests.removeFirst();
            }
            requests.addLast(new RecentRequest(
                    ++last, at, method, address, answer.status(), Duration.ofNanos(nanoseconds), code, message, token));
        }
    }

    private static @Nullable JsonNode error(Answer answer) {
        byte[] body = answer.body();
        if (answer.status() < 400 || body.length == 0 || body.length > LARGEST_ERROR || body[0] != '{') {
            return null;
        }
        try {
            return Json.parse(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return null; // an error of somebody else's making, in words that are no JSON
        }
    }

    /** Auth says it in a header, whichever dialect the body is in; the data API in the body. */
    private static @Nullable String code(Answer answer, @Nullable JsonNode error) {
        String header = answer.headers().get("x-sb-error-code");
        if (header != null || error == null) {
            return header;
        }
        String code = error.path("error_code").asString(error.path("code").asString(""));
        return code.isEmpty() ? null : code;
    }
}
