package dev.deputy;

import static dev.deputy.RemoteVerifierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.InvalidTokenException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the Auth server is asked. */
class RemoteCacheTest {

    private static final String TOKEN = TestIssuer.token(TestIssuer.ES256);

    private final AuthStub auth = new AuthStub();

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void a_good_answer_is_believed_for_ten_seconds() {
        TokenVerifier verifier = auth.verifier();
        for (int i = 0; i < 10; i++) {
            verifier.verify(TOKEN);
            auth.time.pass(Duration.ofMillis(999));
        }
        assertThat(auth.requests()).isEqualTo(1);
        auth.answer(AuthStub.error(403, "session_not_found"));
        auth.time.pass(Duration.ofMillis(11));
        assertRefused(verifier, TOKEN, Reason.SESSION_NOT_FOUND);
        assertThat(auth.requests()).isEqualTo(2);
    }

    @Test
    void for_how_long_is_a_setting() {
        TokenVerifier patient = auth.verifier(auth.config().remoteCacheTime(Duration.ofSeconds(60)));
        patient.verify(TOKEN);
        auth.time.pass(Duration.ofSeconds(59));
        patient.verify(TOKEN);
        assertThat(auth.requests()).isEqualTo(1);

        TokenVerifier curious = auth.verifier(auth.config().remoteCacheTime(Duration.ZERO));
        curious.verify(TOKEN);
        curious.verify(TOKEN);
        assertThat(auth.requests()).isEqualTo(3);

        for (Duration wrong : new Duration[] {Duration.ofSeconds(61), Duration.ofMillis(-1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> auth.config().remoteCacheTime(wrong).build())
                    .withMessageContaining("remoteCacheTime");
        }
    }

    @Test
    void a_good_answer_is_not_believed_when_the_token_has_ended() {
        TokenVerifier verifier = auth.verifier();
        String exp = String.valueOf(TestIssuer.NOW.getEpochSecond() + 5);
        String token = TestIssuer.token(TestIssuer.ES256, TestIssuer.claimsWith("exp", exp));
        verifier.verify(token);
        auth.time.pass(Duration.ofMillis(4_999));
        verifier.verify(token);
        assertThat(auth.requests()).isEqualTo(1);
        auth.answer(AuthStub.error(403, "bad_jwt"));
        auth.time.pass(Duration.ofMillis(1)); // well within the clock skew that is allowed
        assertRefused(verifier, token, Reason.REFUSED_BY_AUTH);
        assertThat(auth.requests()).isEqualTo(2);
    }

    @Test
    void a_clock_that_is_set_back_makes_no_answer_last_longer() {
        TokenVerifier verifier = auth.verifier();
        verifier.verify(TOKEN);
        auth.time.setWallClock(TestIssuer.NOW.minusSeconds(25));
        auth.time.pass(Duration.ofSeconds(10));
        verifier.verify(TOKEN);
        assertThat(auth.requests()).isEqualTo(2);
    }

    @Test
    void a_refusal_is_remembered_for_ten_seconds() {
        TokenVerifier verifier = auth.verifier();
        auth.answer(AuthStub.error(403, "user_banned"));
        for (int i = 0; i < 10; i++) {
            assertRefused(verifier, TOKEN, Reason.USER_BANNED);
            auth.time.pass(Duration.ofMillis(999));
        }
        assertThat(auth.requests()).isEqualTo(1);
        auth.answer(AuthStub.user());
        auth.time.pass(Duration.ofMillis(11));
        assertThat(verifier.verify(TOKEN).subject()).isEqualTo(TestIssuer.USER);
    }

    @Test
    void fifty_threads_with_one_token_ask_once() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        auth.answer(exchange -> {
            RemoteOutageTest.await(release);
            AuthStub.user().give(exchange);
        });
        TokenVerifier verifier = auth.verifier();
        AtomicInteger verified = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(50);
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 50; i++) {
                threads.run(() -> {
                    started.countDown();
                    if (verifier.verify(TOKEN).subject().equals(TestIssuer.USER)) {
                        verified.incrementAndGet();
                    }
                });
            }
            RemoteOutageTest.await(started);
            release.countDown();
            threads.join();
        }
        assertThat(verified).hasValue(50);
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void fifty_threads_with_one_refused_token_ask_once() throws Exception {
        auth.answer(AuthStub.error(403, "bad_jwt"));
        TokenVerifier verifier = auth.verifier();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 50; i++) {
                threads.run(() -> assertRefused(verifier, TOKEN, Reason.REFUSED_BY_AUTH));
            }
            threads.join();
        }
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void a_thread_that_is_interrupted_takes_the_answer_from_nobody_else() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        auth.answer(exchange -> {
            asked.countDown();
            RemoteOutageTest.await(release);
            AuthStub.user().give(exchange);
        });
        TokenVerifier verifier = auth.verifier();
        try (Threads threads = new Threads()) {
            CompletableFuture<Thread> first = new CompletableFuture<>();
            CountDownLatch gone = new CountDownLatch(1);
            threads.run(() -> {
                first.complete(Thread.currentThread());
                assertThatThrownBy(() -> verifier.verify(TOKEN)).isInstanceOf(AuthUnavailableException.class);
                assertThat(Thread.interrupted()).isTrue();
                gone.countDown();
            });
            RemoteOutageTest.await(asked);
            threads.run(() -> assertThat(verifier.verify(TOKEN).subject()).isEqualTo(TestIssuer.USER));
            first.get().interrupt();
            RemoteOutageTest.await(gone);
            release.countDown();
            threads.join();
        }
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void what_is_remembered_is_bounded_and_bad_tokens_push_no_good_one_out() {
        AtomicInteger asked = new AtomicInteger();
        Confirmations confirmations = new Confirmations(
                question -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(
                            question.token().equals("good")
                                    ? new UserAnswer.Confirmed()
                                    : new UserAnswer.Refused(Reason.REFUSED_BY_AUTH));
                },
                Duration.ofSeconds(10),
                auth.time,
                auth.time::nanoTime);
        Question good = question("good");
        assertThat(confirmations.about(good)).isInstanceOf(UserAnswer.Confirmed.class);
        for (int i = 0; i < 60_000; i++) {
            confirmations.about(question("bad " + i));
        }
        assertThat(confirmations.count()).isLessThanOrEqualTo(40_003);
        asked.set(0);
        assertThat(confirmations.about(good)).isInstanceOf(UserAnswer.Confirmed.class);
        assertThat(asked).hasValue(0);
    }

    private static Question question(String token) {
        return new Question(token, TestIssuer.USER, TestIssuer.NOW.plusSeconds(3600), true);
    }

    @Test
    void a_question_that_ends_in_an_error_blocks_none_after_it() {
        AtomicInteger asked = new AtomicInteger();
        Confirmations confirmations = new Confirmations(
                question -> switch (asked.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("at once");
                    case 2 -> CompletableFuture.failedFuture(new IllegalStateException("later"));
                    default -> CompletableFuture.completedFuture(new UserAnswer.Confirmed());
                },
                Duration.ofSeconds(10),
                auth.time,
                auth.time::nanoTime);
        assertThatThrownBy(() -> confirmations.about(question("t"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> confirmations.about(question("t"))).isInstanceOf(IllegalStateException.class);
        assertThat(confirmations.about(question("t"))).isInstanceOf(UserAnswer.Confirmed.class);
    }

    /** Between finding nothing and asking, another thread may have asked and be done. */
    @Test
    void an_answer_that_comes_in_just_before_the_question_is_used() {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        Confirmations confirmations = new Confirmations(
                question -> CompletableFuture.completedFuture(
                        asked.incrementAndGet() == 1
                                ? new UserAnswer.Refused(Reason.REFUSED_BY_AUTH)
                                : new UserAnswer.Confirmed()),
                Duration.ofSeconds(10),
                auth.time,
                () -> {
                    meanwhile.getAndSet(() -> {}).run(); // the time is read while the old refusal is looked at
                    return auth.time.nanoTime();
                });
        assertThat(confirmations.about(question("t"))).isInstanceOf(UserAnswer.Refused.class);
        auth.time.pass(Duration.ofSeconds(11));
        meanwhile.set(() -> assertThat(confirmations.about(question("t"))).isInstanceOf(UserAnswer.Confirmed.class));
        assertThat(confirmations.about(question("t"))).isInstanceOf(UserAnswer.Confirmed.class);
        assertThat(asked).hasValue(2);
    }
}
