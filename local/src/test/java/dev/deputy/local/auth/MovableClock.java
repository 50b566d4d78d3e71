package dev.deputy.local.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The real time, plus what a test moved it by; or one that stands still. */
final class MovableClock extends Clock {

    private volatile Duration moved = Duration.ZERO;
    private volatile @Nullable Instant stopped;

    void advance(Duration duration) {
        moved = moved.plus(duration);
    }

    void stop() {
        stopped = Instant.now();
    }

    @Override
    public Instant instant() {
        Instant still = stopped;
        return (still == null ? Instant.now() : still).plus(moved);
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
