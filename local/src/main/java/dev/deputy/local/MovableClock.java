package dev.deputy.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The time that a local Supabase goes by: the real one, plus what a test moved it by. Tokens, sessions, codes and bans of
 * its auth server and the token check of its data API follow it; {@code now()} in the database does not. Safe for use by
 * several threads.
 *
 * <pre>{@code
 * supabase.clock().advance(Duration.ofHours(1));      // access tokens have expired
 * }</pre>
 */
public final class MovableClock extends Clock {

    private Duration moved = Duration.ZERO;
    private @Nullable Instant stopped;

    /** Moves it on, or back by a negative duration; several moves add up. */
    public synchronized void advance(Duration duration) {
        moved = moved.plus(duration);
    }

    /** Moves it to that time, from which it runs on, unless it is stopped. */
    public synchronized void moveTo(Instant instant) {
        moved = moved.plus(Duration.between(instant(), instant));
    }

    /** Has it stand still; it can still be moved. */
    public synchronized void stop() {
        stopped = Instant.now();
    }

    /** Back to the real time. */
    public synchronized void reset() {
        moved = Duration.ZERO;
        stopped = null;
    }

    @Override
    public synchronized Instant instant() {
        return (stopped == null ? Instant.now() : stopped).plus(moved);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the local Supabase's clock is in UTC");
    }
}
