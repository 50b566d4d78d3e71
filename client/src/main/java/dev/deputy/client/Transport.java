package dev.deputy.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Carries HTTP requests; by default a {@link HttpClient} of the JDK does. Whoever brings another one sees to it that it
 * follows no redirects, for requests carry callers' tokens, and that it can be used by many threads together.
 */
@FunctionalInterface
public interface Transport {

    /**
     * Sends the request and returns when the answer's header is there. The body is read from the stream, and closed by
     * whoever asked. {@link HttpRequest#timeout()} says for how long the other side may be silent: before the header,
     * and between two parts of the body.
     *
     * @throws IOException when there is no answer
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException;

    /**
     * One over the JDK's client, for instance with a proxy or certificates of its own.
     *
     * @throws IllegalArgumentException when the client follows redirects
     */
    static Transport of(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the HttpClient follows redirects, and would send callers' tokens to wherever it is redirected:"
                            + " build it with followRedirects(NEVER)");
        }
        return request -> client.send(
                request, header -> new StreamedBody(request.timeout().orElse(Duration.ofSeconds(30))));
    }

    /** One over a client of the JDK that gives up connecting after the time. */
    static Transport connectingWithin(Duration connectTime) {
        return of(HttpClient.newBuilder()
                // Over HTTP/2 all requests would hang with the one connection when its other end silently disappears.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTime)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
    }
}
