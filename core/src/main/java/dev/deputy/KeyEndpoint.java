package dev.deputy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where an issuer publishes its signing keys. */
final class KeyEndpoint implements KeySource {

    private static final int MAX_BYTES = 256 * 1024;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration totalTime;

    KeyEndpoint(URI url, Duration connectTime, Duration totalTime) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // one small answer: no upgrade needed
                .connectTimeout(connectTime)
                .followRedirects(HttpClient.Redirect.NEVER) // who could redirect could choose the keys
                .build();
        this.request = HttpRequest.newBuilder(url)
                .header("Accept", "application/json")
                .timeout(totalTime)
                .build();
        this.totalTime = totalTime;
    }

    @Override
    public KeySet fetch() throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, info -> new LimitedBody(MAX_BYTES));
        try {
            HttpResponse<byte[]> response = exchange.get(totalTime.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("it answered with status " + response.statusCode());
            }
            return KeySet.parse(Json.text(response.body()));
        } catch (MalformedException e) {
            throw new IOException("it answered with something else than a JWK set: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("it did not answer in time", e);
        } catch (ExecutionException e) {
            throw new IOException("it could not be reached: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            exchange.cancel(true); // without effect on an exchange that is complete
        }
    }
}
