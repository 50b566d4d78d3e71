package dev.deputy.client;

import dev.deputy.client.Identity.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Sends requests to the project, and again where that may help. Shared by all identities; knows none. */
final class Http {

    private static final String VERSION =
            Objects.requireNonNullElse(Http.class.getPackage().getImplementationVersion(), "unreleased");

    private static final Set<String> TRACE_HEADERS = Set.of("traceparent", "tracestate", "baggage");

    final Json json;
    final Executor executor;
    final String projectUrl;
    private final Transport transport;
    private final Duration silence;
    private final Retries retries;
    private final ClientListener listener;
    private final Supplier<Map<String, String>> trace;

    Http(
            String projectUrl,
            Json json,
            Transport transport,
            Duration silence,
            Retries retries,
            ClientListener listener,
            Supplier<Map<String, String>> trace,
            Executor executor) {
        this.projectUrl = projectUrl;
        this.json = json;
        this.transport = transport;
        this.silence = silence;
        this.retries = retries;
        this.listener = listener;
        this.trace = trace;
        this.executor = executor;
    }

    /**
     * The answer, whatever its status; its body is still to be read.
     *
     * @throws SupabaseException when there is no answer
     */
    HttpResponse<InputStream> exchange(Request request, Credentials credentials) {
        String target = request.target();
        int length = projectUrl.length() + target.length();
        if (request.urlLimit > 0 && length > request.urlLimit) {
            throw new DataException(Failure.tooLong(length, request.urlLimit), null);
        }
        Map<String, String> headers = headers(request, credentials);
        for (int attempt = 0; ; attempt++) {
            if (attempt > 0) {
                headers.put("X-Retry-Count", Integer.toString(attempt));
                listener.retried(request.service, request.method, attempt);
            }
            long start = System.nanoTime();
            try {
                HttpResponse<InputStream> response = transport.send(build(request, target, headers));
                listener.answered(request.service, request.method, response.statusCode(), since(start));
                if (!request.repeatable || !retries.afterAnswer(response, attempt)) {
                    return response;
                }
                response.body().close();
            } catch (IOException e) {
                listener.failed(request.service, request.method, since(start));
                // Whoever was silent for too long once would only hold this thread up again.
                boolean again = request.repeatable && !(e instanceof HttpTimeoutException);
                if (!again || !waited(attempt)) {
                    throw unanswered(request, credentials, e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unanswered(request, credentials, e);
            }
        }
    }

    private boolean waited(int attempt) {
        try {
            return retries.afterLoss(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest build(Request request, String target, Map<String, String> headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(projectUrl + target))
                .timeout(silence)
                .method(request.method, request.body.publisher().get());
        headers.forEach(builder::setHeader);
        return builder.build();
    }

    /** What identifies comes last, and so prevails. */
    private Map<String, String> headers(Request request, Credentials credentials) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        trace.get().forEach((name, value) -> {
            if (TRACE_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                headers.put(name, value);
            }
        });
        headers.put("Accept", "*/*");
        headers.putAll(request.headers);
        headers.put("X-Client-Info", "deputy/" + VERSION);
        headers.put("apikey", credentials.apiKey());
        headers.remove("Authorization");
        if (credentials.bearer() != null) {
            headers.put("Authorization", "Bearer " + credentials.bearer());
        }
        return headers;
    }

    private static SupabaseException unanswered(Request request, Credentials credentials, Exception cause) {
        return SupabaseException.of(request.service, Failure.unanswered(cause, credentials), cause);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
