package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final FakeTime time = new FakeTime();
    private final CircuitBreaker breaker = new CircuitBreaker(3, time::nanoTime);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(PAUSE);
        }
    }

    @Test
    void failures_that_are_not_in_a_row_do_no_harm() {
        for (int i = 0; i < 10; i++) {
            fail(2);
            assertThat(breaker.succeeded()).isFalse();
        }
        assertThat(breaker.tryPass()).isTrue();
    }

    @Test
    void the_pause_begins_once_and_ends_once() {
        assertThat(breaker.failed(PAUSE)).isFalse();
        assertThat(breaker.failed(PAUSE)).isFalse();
        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.failed(PAUSE)).isTrue();
        assertThat(breaker.failed(PAUSE)).isFalse();
        assertThat(breaker.tryPass()).isFalse();
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.succeeded()).isFalse();
        assertThat(breaker.tryPass()).isTrue();
    }

    @Test
    void the_shortest_pause_ends_as_well() {
        fail(3);
        assertThat(breaker.succeeded()).isTrue();
    }

    @Test
    void after_the_pause_one_may_try_and_only_one() {
        fail(3);
        time.pass(PAUSE.minusNanos(1));
        assertThat(breaker.tryPass()).isFalse();
        assertThat(breaker.remaining()).isEqualTo(Duration.ofNanos(1));
        time.pass(Duration.ofNanos(1));
        assertThat(breaker.remaining()).isZero();
        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.tryPass()).isFalse();
    }

    @Test
    void a_try_that_fails_begins_the_pause_anew() {
        fail(3);
        time.pass(PAUSE);
        assertThat(breaker.tryPass()).isTrue();
        fail(1);
        assertThat(breaker.tryPass()).isFalse();
        time.pass(PAUSE);
        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.tryPass()).isTrue();
    }
}
