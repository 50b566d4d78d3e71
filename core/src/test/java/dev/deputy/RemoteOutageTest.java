package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An Auth server that is slow, down or overloaded costs little time, and is left alone. */
class RemoteOutageTest {

    private static final String TOKEN = TestIssuer.token(TestIssuer.ES256);
    private static final Duration MUCH_LONGER_THAN_THE_LIMIT = Duration.ofSeconds(60);

    private final AuthStub auth = new AuthStub();

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void a_server_that_does_not_answer_is_not_waited_for() {
        auth.answer(auth.hanging());
        assertUnavailableInTime("it did not answer in time");
    }

    @Test
    void a_server_that_stops_in_the_middle_is_not_waited_for() {
        auth.answer(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            auth.hanging().give(exchange);
        });
        assertUnavailableInTime("it did not answer in time");
    }

    @Test
    void a_server_that_sends_for_ever_is_not_listened_to() {
        auth.answer(RemoteOutageTest::sendForEver);
        assertUnavailableInTime("");
    }

    private static void sendForEver(HttpExchange exchange) throws java.io.IOException {
        exchange.sendResponseHeaders(200, 0);
        while (true) { // until the other end hangs up
            exchange.getResponseBody().write(new byte[4096]);
            exchange.getResponseBody().flush();
        }
    }

    @Test
    void a_server_that_is_not_there_is_an_outage() {
        auth.close();
        assertUnavailableInTime("");
    }

    private void assertUnavailableInTime(String why) {
        TokenVerifier verifier = auth.verifier(auth.config(), AuthStub.SHORT_LIMITS, AuthListener.NONE);
        assertTimeoutPreemptively(MUCH_LONGER_THAN_THE_LIMIT, () -> assertThatThrownBy(() -> verifier.verify(TOKEN))
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessageContaining(why));
    }

    @Test
    void only_so_many_requests_run_at_a_time_and_the_others_do_not_wait_for_long() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(2);
        auth.answer(exchange -> {
            asked.countDown();
            await(release);
            AuthStub.user().give(exchange);
        });
        RemoteLimits limits = new RemoteLimits(
                AuthStub.LIMITS.connectTime(), AuthStub.LIMITS.totalTime(), 2, Duration.ofMillis(50), 9, 9);
        TokenVerifier verifier = auth.verifier(auth.config(), limits, AuthListener.NONE);
        try (Threads threads = new Threads()) {
            threads.run(() -> verifier.verify(TestIssuer.token(TestIssuer.ES256)));
            threads.run(() -> verifier.verify(TestIssuer.token(TestIssuer.ES256)));
            await(asked);
            assertThatThrownBy(() -> verifier.verify(TOKEN))
                    .isInstanceOf(AuthUnavailableException.class)
                    .hasMessageContaining("too many requests");
            assertThat(auth.requests()).isEqualTo(2);
            release.countDown();
            threads.join();
        }
        assertThat(verifier.verify(TOKEN).subject()).isEqualTo(TestIssuer.USER); // the turns were given back
    }

    @Test
    void only_so_many_wait_for_their_turn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        auth.answer(exchange -> {
            asked.countDown();
            await(release);
            AuthStub.user().give(exchange);
        });
        RemoteLimits limits = new RemoteLimits(
                AuthStub.LIMITS.connectTime(),
                MUCH_LONGER_THAN_THE_LIMIT,
                1,
                MUCH_LONGER_THAN_THE_LIMIT,
                /* waiting= */ 0,
                9);
        TokenVerifier verifier = auth.verifier(auth.config(), limits, AuthListener.NONE);
        try (Threads threads = new Threads()) {
            threads.run(() -> verifier.verify(TestIssuer.token(TestIssuer.ES256)));
            await(asked);
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> verifier.verify(TOKEN))
                    .hasMessageContaining("too many requests"));
            release.countDown();
            threads.join();
        }
    }

    @Test
    void a_server_that_fails_several_times_in_a_row_is_left_alone_and_tried_again_by_one_request() {
        TokenVerifier verifier = auth.verifier(auth.config().remoteCacheTime(Duration.ZERO));
        auth.answer(AuthStub.with(Map.of("Retry-After", "7"), 503, ""));
        for (int i = 0; i < AuthStub.LIMITS.tolerated() + 10; i++) {
            assertUnavailable(verifier);
        }
        assertThat(auth.requests()).isEqualTo(AuthStub.LIMITS.tolerated());

        auth.time.pass(Duration.ofSeconds(6));
        assertThatThrownBy(() -> verifier.verify(TOKEN))
                .isInstanceOfSatisfying(AuthUnavailableException.class, e -> assertThat(e.retryAfter())
                        .isEqualTo(Duration.ofSeconds(1)));
        assertThat(auth.requests()).isEqualTo(AuthStub.LIMITS.tolerated());

        auth.time.pass(Duration.ofSeconds(1));
        assertUnavailable(verifier);
        assertUnavailable(verifier);
        assertThat(auth.requests()).isEqualTo(AuthStub.LIMITS.tolerated() + 1);

        auth.answer(AuthStub.user());
        auth.time.pass(Duration.ofSeconds(7));
        verifier.verify(TOKEN);
        verifier.verify(TOKEN);
        assertThat(auth.requests()).isEqualTo(AuthStub.LIMITS.tolerated() + 3);
    }

    @Test
    void a_token_that_was_confirmed_a_moment_ago_is_not_hurt_by_an_outage() {
        TokenVerifier verifier = auth.verifier();
        verifier.verify(TOKEN);
        auth.answer(AuthStub.html(502));
        String other = TestIssuer.token(TestIssuer.RS256);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> verifier.verify(other)).isInstanceOf(AuthUnavailableException.class);
            assertThat(verifier.verify(TOKEN).subject()).isEqualTo(TestIssuer.USER);
        }
    }

    @Test
    void odd_answers_that_a_sender_may_provoke_keep_nobody_else_out() {
        TokenVerifier verifier = auth.verifier();
        auth.answer(AuthStub.html(403));
        for (int i = 0; i < 10; i++) {
            assertUnavailable(verifier);
        }
        auth.answer(AuthStub.user());
        assertThat(verifier.verify(TOKEN).subject()).isEqualTo(TestIssuer.USER);
    }

    @Test
    void refusals_are_answers_and_no_outage() {
        TokenVerifier verifier = auth.verifier();
        auth.answer(AuthStub.error(403, "bad_jwt"));
        for (int i = 0; i < 10; i++) {
            String token = TestIssuer.token(TestIssuer.ES256); // another one each time: signatures are random
            RemoteVerifierTest.assertRefused(verifier, token, InvalidTokenException.Reason.REFUSED_BY_AUTH);
        }
        assertThat(auth.requests()).isEqualTo(10);
    }

    @Test
    void the_log_has_one_line_when_an_outage_begins_and_one_when_it_ends() {
        TokenVerifier verifier = auth.verifier(auth.config().remoteCacheTime(Duration.ZERO));
        try (CapturedLog log = new CapturedLog()) {
            auth.answer(AuthStub.html(502));
            for (int i = 0; i < 20; i++) {
                assertUnavailable(verifier);
                auth.time.pass(Duration.ofSeconds(1));
            }
            assertThat(log.lines("WARN")).singleElement().asString().contains("did not answer 3 times", "status 502");
            auth.answer(AuthStub.user());
            auth.time.pass(Duration.ofSeconds(10));
            for (int i = 0; i < 5; i++) {
                verifier.verify(TOKEN);
            }
            assertThat(log.lines("INFO")).singleElement().asString().contains("answers again");
            assertThat(log.lines("ERROR")).isEmpty();
        }
    }

    @Test
    void a_wrong_api_key_is_our_fault_and_the_log_says_what_to_set() {
        auth.answer(AuthStub.json(401, "{\"message\":\"Invalid API key\"}"));
        Gate gate = Gate.requiringCaller(auth.verifier());
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 20; i++) {
                assertThat(gate.decide("GET", List.of("Bearer " + TOKEN)))
                        .isInstanceOfSatisfying(Decision.Refuse.class, refuse -> assertThat(refuse.status())
                                .isEqualTo(503));
                auth.time.pass(Duration.ofSeconds(1));
            }
            assertThat(log.lines("ERROR"))
                    .singleElement()
                    .asString()
                    .contains(
                            "set publishableKey (SUPABASE_PUBLISHABLE_KEY)",
                            auth.project().toString());
        }
    }

    private static void assertUnavailable(TokenVerifier verifier) {
        assertThatThrownBy(() -> verifier.verify(TOKEN)).isInstanceOf(AuthUnavailableException.class);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
