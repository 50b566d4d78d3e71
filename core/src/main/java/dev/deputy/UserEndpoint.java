package dev.deputy;

import dev.deputy.UserAnswer.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Auth server's {@code GET /user}, where it says whose a token is and whether it still counts. */
final class UserEndpoint {

    /** Far more than users have, whose metadata is in their tokens too. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final String VERSION =
            Objects.requireNonNullElse(UserEndpoint.class.getPackage().getImplementationVersion(), "unreleased");

    private final HttpClient client;
    private final HttpRequest.Builder requests;
    private final Duration totalTime;
    private final Clock clock;

    UserEndpoint(URI url, String apiKey, Duration connectTime, Duration totalTime, Clock clock) {
        this.client = HttpClient.newBuilder()
                // Over HTTP/2 all requests would hang with the one connection when its other end silently disappears.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTime)
                .followRedirects(HttpClient.Redirect.NEVER) // who could redirect would be sent tokens
                .build();
        this.requests = HttpRequest.newBuilder(url)
                .header("Accept", "application/json")
                .header("apikey", apiKey)
                .header("X-Supabase-Api-Version", "2024-01-01") // the one dialect of error bodies
                .header("X-Client-Info", "deputy/" + VERSION);
        this.totalTime = totalTime;
        this.clock = clock;
    }

    /** Asks about a token. The result never fails, and is there when the time is over. */
    CompletableFuture<UserAnswer> ask(Question question) {
        HttpRequest request = requests.copy()
                .header("Authorization", "Bearer " + question.token())
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, info -> new LimitedBody(MAX_BYTES));
        return exchange.copy()
                .orTimeout(totalTime.toNanos(), TimeUnit.NANOSECONDS)
                .handle((response, failure) -> {
                    exchange.cancel(true); // without effect on an exchange that is complete
                    return failure == null
                            ? UserAnswer.read(response, question.subject(), clock.instant())
                            : UserAnswer.useless(Fault.SERVER, describe(failure));
                });
    }

    private static String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? "it did not answer in time"
                : "it could not be reached: " + cause; // of the connection only: the JDK does not quote header fields
    }
}
