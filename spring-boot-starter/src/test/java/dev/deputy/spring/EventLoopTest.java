package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.TokenVerifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** While Supabase Auth takes its time, a reactive application has none of its event loop's threads waiting for it. */
class EventLoopTest {

    /** More than an event loop has threads, and than verifications run at a time. */
    private static final int WAITING = 100;

    private static final CountDownLatch ALL_ASK = new CountDownLatch(64);
    private static final CountDownLatch ANSWER = new CountDownLatch(1);

    private final Issuer issuer = new Issuer("http://127.0.0.1:9", Issuer.SECRET);
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void others_are_served_while_auth_is_slow() throws InterruptedException {
        try (ConfigurableApplicationContext application =
                BothStacksApp.start(WebApplicationType.REACTIVE, SlowAuth.class)) {
            Http http = BothStacksApp.http(application);
            List<CompletableFuture<HttpResponse<String>>> slow = IntStream.range(0, WAITING)
                    .mapToObj(i -> ask(http.port(), issuer.tokenOf(UUID.randomUUID())))
                    .toList();
            assertThat(ALL_ASK.await(60, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < 50; i++) {
                assertThat(http.get("/open").statusCode()).isEqualTo(200);
                assertThat(http.get("/me").statusCode()).isEqualTo(401);
            }
            assertThat(slow).noneMatch(CompletableFuture::isDone);

            ANSWER.countDown();
            assertThat(slow)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        } finally {
            ANSWER.countDown();
        }
    }

    private CompletableFuture<HttpResponse<String>> ask(int port, String token) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/me"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    static class SlowAuth {
        @Bean
        static BeanPostProcessor slow() {
            return new InFrontOfVerifier(SlowAuth::slow);
        }

        private static TokenVerifier slow(TokenVerifier verifier) {
            return token -> {
                ALL_ASK.countDown();
                try {
                    ANSWER.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return verifier.verify(token);
            };
        }
    }
}
