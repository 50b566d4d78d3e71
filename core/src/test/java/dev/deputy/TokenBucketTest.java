package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long START = Long.MAX_VALUE - 1; // the monotonic clock may overflow
    private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

    private final TokenBucket bucket = new TokenBucket(2, Duration.ofSeconds(5), START);

    @Test
    void it_gives_what_it_holds_and_then_one_for_each_interval() {
        assertThat(bucket.tryTake(START)).isTrue();
        assertThat(bucket.tryTake(START)).isTrue();
        assertThat(bucket.tryTake(START)).isFalse();
        assertThat(bucket.tryTake(START + INTERVAL - 1)).isFalse();
        assertThat(bucket.tryTake(START + INTERVAL)).isTrue();
        assertThat(bucket.tryTake(START + INTERVAL)).isFalse();
        assertThat(bucket.tryTake(START + 2 * INTERVAL - 1)).isFalse();
        assertThat(bucket.tryTake(START + 2 * INTERVAL)).isTrue();
    }

    @Test
    void a_part_of_an_interval_is_not_lost() {
        bucket.tryTake(START);
        bucket.tryTake(START);
        assertThat(bucket.tryTake(START + INTERVAL + INTERVAL / 2)).isTrue();
        assertThat(bucket.tryTake(START + 2 * INTERVAL)).isTrue();
    }

    @Test
    void it_never_holds_more_than_it_can() {
        long later = START + 100 * INTERVAL;
        assertThat(bucket.tryTake(later)).isTrue();
        assertThat(bucket.tryTake(later)).isTrue();
        assertThat(bucket.tryTake(later)).isFalse();
    }
}
