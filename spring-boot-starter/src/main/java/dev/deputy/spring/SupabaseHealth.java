package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import dev.deputy.spring.SupabaseProperties.Verification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether tokens can be verified: with signing keys that have been fetched or can be, and with remote verification by an
 * Auth server that answers. What the verifier has seen is enough where there is something; else one request is sent, with
 * a time limit of a second for the whole answer, and not again for ten seconds. Shows no key and no token.
 */
final class SupabaseHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration RECENTLY = Duration.ofMinutes(1);

    /** For so long the verifier goes on with the last good keys. */
    private static final Duration KEYS_LAST = Duration.ofDays(1);

    private final SupabaseConfig project;
    private final Verification verification;
    private final AuthWatch watch;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Probe keys;
    private final Probe auth;

    /**
     * @param nanoTime the monotonic clock
     */
    SupabaseHealth(SupabaseConfig project, Verification verification, AuthWatch watch, LongSupplier nanoTime) {
        this.project = project;
        this.verification = verification;
        this.watch = watch;
        this.keys = new Probe(() -> answers(project.jwksUrl()), PAUSE, nanoTime);
        this.auth = new Probe(() -> answers(URI.create(project.projectUrl() + "/auth/v1/health")), PAUSE, nanoTime);
    }

    @Override
    public Health health() {
        boolean haveKeys = project.jwks().isPresent() || haveFetchedKeys() || canFetchKeys();
        // A project with a secret need not have any.
        boolean up = haveKeys || project.jwtSecret().isPresent();
        Health.Builder health = Health.up().withDetail("signingKeys", haveKeys ? "available" : "unavailable");
        watch.keysAge(project.jwksUrl()).ifPresent(age -> health.withDetail("signingKeysAge", seconds(age)));
        if (verification == Verification.REMOTE) {
            boolean answers = authAnswers();
            up &= answers;
            health.withDetail("auth", answers ? "available" : "unavailable");
            watch.answered().ifPresent(ago -> health.withDetail("authAnsweredAgo", seconds(ago)));
        }
        return up ? health.build() : health.down().build();
    }

    private boolean haveFetchedKeys() {
        return watch.keysAge(project.jwksUrl())
                .filter(age -> age.compareTo(KEYS_LAST) < 0)
                .isPresent();
    }

    /** The verifier that has tried and failed goes on trying, and tells. */
    private boolean canFetchKeys() {
        return !watch.keysFailed(project.jwksUrl()) && keys.answer();
    }

    /**
     * A verifier that has paused asks again only for a token, and who is not ready is sent none. So the server itself says
     * when it is back.
     */
    private boolean authAnswers() {
        boolean confirmsTokens = !watch.isPaused()
                && watch.answered().filter(ago -> ago.compareTo(RECENTLY) < 0).isPresent();
        return confirmsTokens || auth.answer();
    }

    private boolean answers(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        project.publishableKey().ifPresent(key -> request.header("apikey", key));
        CompletableFuture<HttpResponse<Void>> exchange = http.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            // The request's own timeout would end with the headers.
            return exchange.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS).statusCode() == 200;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            exchange.cancel(true); // without effect on an exchange that is complete
        }
    }

    private static String seconds(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds()).toString();
    }
}
