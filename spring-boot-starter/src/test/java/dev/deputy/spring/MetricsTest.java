package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deputy.AuthListener;
import dev.deputy.InvalidTokenException;
import dev.deputy.TokenVerifier;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What an application with Micrometer learns about its callers' tokens. */
class MetricsTest {

    private static final URI KEYS = URI.create("https://abc.supabase.co/auth/v1/.well-known/jwks.json");

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SupabaseAutoConfiguration.class, SupabaseMetricsAutoConfiguration.class))
            .withPropertyValues("supabase.url=https://abc.supabase.co", "supabase.jwt-secret=" + Issuer.SECRET);

    @Test
    void verifications_are_counted_by_what_became_of_them_and_so_does_an_own_listener_hear_of_them() {
        AtomicInteger heard = new AtomicInteger();
        AuthListener own = new AuthListener() {
            @Override
            public void refused(InvalidTokenException.Reason reason) {
                heard.incrementAndGet();
            }
        };
        application
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("own", AuthListener.class, () -> own)
                .run(context -> {
                    TokenVerifier verifier = context.getBean(TokenVerifier.class);
                    assertThatExceptionOfType(InvalidTokenException.class)
                            .isThrownBy(() -> verifier.verify("not.a.token"));
                    assertThatExceptionOfType(InvalidTokenException.class)
                            .isThrownBy(() -> verifier.verify("nor this"));
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.get("deputy.verifications")
                                    .tags("mode", "local", "result", "refused", "reason", "malformed")
                                    .counter()
                                    .count())
                            .isEqualTo(2);
                    assertThat(heard).hasValue(2);

                    String token = new Issuer("https://abc.supabase.co", Issuer.SECRET).tokenOf(UUID.randomUUID());
                    verifier.verify(token);
                    verifier.verify(token);
                    assertThat(registry.get("deputy.verifications")
                                    .tags("mode", "local", "result", "accepted", "alg", "HS256")
                                    .counter()
                                    .count())
                            .isEqualTo(2);
                    assertThat(registry.get("deputy.verifications")
                                    .tags("result", "accepted", "alg", "ES256")
                                    .counter()
                                    .count())
                            .isZero();
                });
    }

    @Test
    void all_news_have_a_meter() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AuthMetrics metrics = new AuthMetrics(registry, "remote");

        metrics.unavailable();
        metrics.keysRefreshed(KEYS, 2);
        metrics.keysRefreshed(KEYS, 2);
        metrics.keysUnavailable(KEYS);
        metrics.authAnswered(Duration.ofMillis(30));
        metrics.authFailed();
        metrics.authPaused(true);

        assertThat(registry.get("deputy.verifications")
                        .tags("mode", "remote", "result", "unavailable")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("deputy.signing.keys.fetches")
                        .tags("host", "abc.supabase.co", "result", "refreshed")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("deputy.signing.keys.fetches")
                        .tags("result", "unavailable")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("deputy.auth.answers").timer().totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(30);
        assertThat(registry.get("deputy.auth.failures").counter().count()).isEqualTo(1);
        assertThat(registry.get("deputy.auth.paused").gauge().value()).isEqualTo(1);
        metrics.authPaused(false);
        assertThat(registry.get("deputy.auth.paused").gauge().value()).isZero();
    }

    @Test
    void labels_are_few_whatever_the_tokens_say() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AuthMetrics metrics = new AuthMetrics(registry, "local");
        int before = registry.getMeters().size();
        for (InvalidTokenException.Reason reason : InvalidTokenException.Reason.values()) {
            metrics.refused(reason);
        }

        assertThat(registry.getMeters()).hasSize(before);
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .flatExtracting(Meter.Id::getTags)
                .extracting(Tag::getKey)
                .containsOnly("mode", "result", "reason", "alg");
    }

    @Test
    void without_a_registry_or_without_micrometer_nothing_is_counted_and_nothing_is_missing() {
        application.run(
                context -> assertThat(context.getBean(AuthListener.class)).isSameAs(AuthListener.NONE));
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context ->
                        assertThat(context).hasSingleBean(TokenVerifier.class).doesNotHaveBean(AuthListener.class));
    }
}
