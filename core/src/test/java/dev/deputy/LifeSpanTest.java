package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeSpanTest {

    private final FakeTime time = new FakeTime();
    private final LifeSpan lifeSpan = new LifeSpan(time, Duration.ofSeconds(10));
    private final Instant end = TestIssuer.NOW.plusSeconds(60);

    @Test
    void a_token_ends_when_its_time_and_the_leeway_are_over_to_the_millisecond() {
        assertThat(lifeSpan.check(Map.of("exp", end.getEpochSecond()))).isEqualTo(end);
        assertThat(lifeSpan.remaining(end)).isEqualTo(Duration.ofSeconds(70));

        time.pass(Duration.ofMillis(69_999));
        assertThat(lifeSpan.isOver(end)).isFalse();
        assertThat(lifeSpan.remaining(end)).isEqualTo(Duration.ofMillis(1));

        time.pass(Duration.ofMillis(1));
        assertThat(lifeSpan.isOver(end)).isTrue();
        assertThat(lifeSpan.remaining(end)).isZero();
    }

    @Test
    void setting_the_clock_back_or_forward_counts_at_once() {
        time.setWallClock(end.plusSeconds(11));
        assertThat(lifeSpan.isOver(end)).isTrue();
        time.setWallClock(end.minusSeconds(3600));
        assertThat(lifeSpan.isOver(end)).isFalse();
    }
}
