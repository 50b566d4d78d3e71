package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyTimesTest {

    @Test
    void each_retry_is_twice_as_late_as_the_one_before_up_to_a_limit() {
        KeyTimes times = new KeyTimes(
                Duration.ofMinutes(8),
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));

        assertThat(times.retry(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(times.retry(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(times.retry(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(times.retry(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(times.retry(6)).isEqualTo(Duration.ofSeconds(30));
        assertThat(times.retry(1_000_000)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void the_times_in_force_keep_what_the_policy_promises() {
        KeyTimes times = KeyTimes.STANDARD;

        assertThat(times.lifetime()).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(times.refreshAfter()).isLessThan(times.lifetime());
        assertThat(times.lastGood()).isEqualTo(Duration.ofHours(24));
        assertThat(times.lastRetry().plusSeconds(2)).isLessThanOrEqualTo(Duration.ofSeconds(5)); // and a fetch of 2 s
        assertThat(times.unknownKeyInterval()).isEqualTo(Duration.ofSeconds(5));
    }
}
