package dev.deputy.client;

import dev.deputy.client.Identity.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks services as somebody. */
final class Channel {

    final Http http;
    private final Identity identity;

    Channel(Http http, Identity identity) {
        this.http = http;
        this.identity = identity;
    }

    /** The same, acting with a token. */
    Channel withToken(String token) {
        return new Channel(http, identity.withToken(token));
    }

    Json json() {
        return http.json;
    }

    /**
     * The whole answer.
     *
     * @throws SupabaseException unless the answer is good
     */
    Reply send(Request request) {
        Credentials credentials = identity.now();
        HttpResponse<InputStream> response = http.exchange(request, credentials);
        byte[] body = read(request, credentials, response);
        if (!isGood(response)) {
            throw failure(request, credentials, response, body);
        }
        return new Reply(response.statusCode(), response.headers(), body);
    }

    /**
     * An answer whose body is still to come. Who gets it closes it.
     *
     * @throws SupabaseException unless the answer is good
     */
    HttpResponse<InputStream> open(Request request) {
        return open(request, identity.now());
    }

    /** As {@link #open(Request)} and then the function, in another thread, but as who it is in this one. */
    <T> CompletableFuture<T> openLater(Request request, Function<HttpResponse<InputStream>, T> then) {
        Credentials credentials = identity.now();
        return CompletableFuture.supplyAsync(() -> then.apply(open(request, credentials)), http.executor);
    }

    private HttpResponse<InputStream> open(Request request, Credentials credentials) {
        HttpResponse<InputStream> response = http.exchange(request, credentials);
        if (!isGood(response)) {
            throw failure(request, credentials, response, read(request, credentials, response));
        }
        return response;
    }

    private static boolean isGood(HttpResponse<?> response) {
        return response.statusCode() / 100 == 2 && !isRelayError(response);
    }

    /** What runs Edge Functions says with a header that it failed itself, whatever the status. */
    private static boolean isRelayError(HttpResponse<?> response) {
        return response.headers().firstValue("x-relay-error").orElse("").equals("true");
    }

    private static byte[] read(Request request, Credentials credentials, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw SupabaseException.of(request.service, Failure.unanswered(e, credentials), e);
        }
    }

    private SupabaseException failure(
            Request request, Credentials credentials, HttpResponse<InputStream> response, byte[] body) {
        Failure failure = Failure.read(response.statusCode(), response.headers(), body, json(), credentials);
        return request.service == Service.FUNCTIONS
                ? new FunctionException(failure, isRelayError(response), null)
                : SupabaseException.of(request.service, failure, null);
    }

    /** The answer's body as a value of the type. */
    <T> @Nullable T read(Service service, Reply reply, Class<T> type) {
        try {
            return json().read(reply.body(), type);
        } catch (RuntimeException e) {
            throw unreadable(service, reply, type, e);
        }
    }

    /** The answer's body, an array, as values of the type. */
    <T> List<T> readList(Service service, Reply reply, Class<T> type) {
        try {
            return json().readList(reply.body(), type);
        } catch (RuntimeException e) {
            throw unreadable(service, reply, type, e);
        }
    }

    /** The answer's body, an object, as a map. */
    @SuppressWarnings("unchecked") // the members of a JSON object have texts for names
    Map<String, Object> readMap(Service service, Reply reply) {
        Map<String, Object> map = reply.body().length == 0 ? null : read(service, reply, Map.class);
        return map == null ? Map.of() : map;
    }

    /** The answer's body, an array of objects, as maps. */
    @SuppressWarnings("unchecked") // as above
    List<Map<String, Object>> readMaps(Service service, Reply reply) {
        return (List<Map<String, Object>>) (List<?>) readList(service, reply, Map.class);
    }

    private static SupabaseException unreadable(Service service, Reply reply, Class<?> type, RuntimeException cause) {
        String what = "the answer does not fit " + type.getSimpleName() + ": "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return SupabaseException.of(service, Failure.unreadable(reply.status(), reply.headers(), what), cause);
    }
}
