package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeldomTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void the_first_time_is_told_at_once_and_the_others_together_when_the_interval_is_over() {
        Seldom seldom = new Seldom(Duration.ofSeconds(10));
        long start = Long.MAX_VALUE - SECOND; // the monotonic clock may overflow

        assertThat(seldom.happened(start)).isEqualTo(1);
        assertThat(seldom.happened(start)).isZero();
        assertThat(seldom.happened(start + 10 * SECOND - 1)).isZero();
        assertThat(seldom.happened(start + 10 * SECOND)).isEqualTo(3);
        assertThat(seldom.happened(start + 19 * SECOND)).isZero();
        assertThat(seldom.happened(start + 20 * SECOND)).isEqualTo(2);
    }
}
