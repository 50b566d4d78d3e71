package dev.deputy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so: the wall clock, and the monotonic clock beside it. */
final class FakeTime extends Clock {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // so that it overflows, as it may
    private volatile Instant now = TestIssuer.NOW;

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        now = now.plus(time);
    }

    /** Sets the wall clock, as an operator does; the monotonic clock takes no notice. */
    void setWallClock(Instant time) {
        now = time;
    }

    long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
