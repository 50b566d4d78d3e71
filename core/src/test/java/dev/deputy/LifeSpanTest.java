package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LifeSpanTest {

    private final FakeTime time = new FakeTime();
    private final LifeSpan lifeSpan = new LifeSpan(time, Duration.ofSeconds(10));
    private final Instant end = TestIssuer.NOW.plusSeconds(60);

    @Test
    void a_token_ends_when_its_time_and_the_leeway_are_over_to_the_millisecond() {
        assertThat(lifeSpan.check(
                        Json.read(("{\"exp\":" + end.getEpochSecond() + "}").getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(end);

        time.pass(Duration.ofMillis(69_999));
        assertThat(lifeSpan.isOver(end)).isFalse();

        time.pass(Duration.ofMillis(1));
        assertThat(lifeSpan.isOver(end)).isTrue();
    }

    @Test
    void setting_the_clock_back_or_forward_counts_at_once() {
        time.setWallClock(end.plusSeconds(11));
        assertThat(lifeSpan.isOver(end)).isTrue();
        time.setWallClock(end.minusSeconds(3600));
        assertThat(lifeSpan.isOver(end)).isFalse();
    }
}
