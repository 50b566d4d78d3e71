package dev.deputy.spring;

import dev.deputy.Algorithm;
import dev.deputy.AuthListener;
import dev.deputy.Caller;
import dev.deputy.InvalidTokenException.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the verifier does, as meters. Their labels come from settings and enums, never from a token, so that there is a
 * bounded number of them and nothing about anybody in them.
 */
final class AuthMetrics implements AuthListener {

    private final MeterRegistry registry;
    private final Map<Algorithm, Counter> accepted = new EnumMap<>(Algorithm.class);
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
    private final Counter unavailable;
    private final Timer answers;
    private final Counter failures;
    private final AtomicInteger paused = new AtomicInteger();

    /**
     * @param mode how tokens are verified: local or remote
     */
    AuthMetrics(MeterRegistry registry, String mode) {
        this.registry = registry;
        for (Algorithm algorithm : Algorithm.values()) {
            accepted.put(algorithm, verifications(mode, "accepted", "none", algorithm.toString()));
        }
        for (Reason reason : Reason.values()) {
            refused.put(reason, verifications(mode, "refused", reason.name().toLowerCase(Locale.ROOT), "none"));
        }
        this.unavailable = verifications(mode, "unavailable", "none", "none");
        this.answers = Timer.builder("deputy.auth.answers")
                .description("How long Supabase Auth took to say whether a token is good")
                .register(registry);
        this.failures = Counter.builder("deputy.auth.failures")
                .description("Questions about tokens that Supabase Auth did not answer")
                .register(registry);
        registry.gauge("deputy.auth.paused", paused);
    }

    /** Of tokens that were not accepted, what they say of their algorithm is not counted, because it is not proven. */
    private Counter verifications(String mode, String result, String reason, String algorithm) {
        return Counter.builder("deputy.verifications")
                .description("Tokens that were verified")
                .tags("mode", mode, "result", result, "reason", reason, "alg", algorithm)
                .register(registry);
    }

    @Override
    public void verified(Caller caller) {
        Objects.requireNonNull(accepted.get(caller.algorithm())).increment();
    }

    @Override
    public void refused(Reason reason) {
        Objects.requireNonNull(refused.get(reason)).increment();
    }

    @Override
    public void unavailable() {
        unavailable.increment();
    }

    @Override
    public void keysRefreshed(URI jwksUrl, int keys) {
        fetches(jwksUrl, "refreshed").increment();
    }

    @Override
    public void keysUnavailable(URI jwksUrl) {
        fetches(jwksUrl, "unavailable").increment();
    }

    /** By the host, of which the settings name one or a few. */
    private Counter fetches(URI jwksUrl, String result) {
        return Counter.builder("deputy.signing.keys.fetches")
                .description("Fetches of signing keys")
                .tags("host", jwksUrl.getAuthority(), "result", result)
                .register(registry);
    }

    @Override
    public void authAnswered(Duration took) {
        answers.record(took);
    }

    @Override
    public void authFailed() {
        failures.increment();
    }

    @Override
    public void authPaused(boolean isPaused) {
        paused.set(isPaused ? 1 : 0);
    }
}
