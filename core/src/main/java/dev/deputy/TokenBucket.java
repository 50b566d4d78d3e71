package dev.deputy;

import java.time.Duration;

/** Allows something a few times at once, and then once in a while. Safe for use by many threads. */
final class TokenBucket {

    private final int capacity;
    private final long interval;
    private int tokens;
    private long filledAt;

    TokenBucket(int capacity, Duration interval, long now) {
        this.capacity = capacity;
        this.interval = interval.toNanos();
        this.tokens = capacity;
        this.filledAt = now;
    }

    /**
     * Takes a token, if there is one.
     *
     * @param now a reading of the monotonic clock, in nanoseconds
     */
    synchronized boolean tryTake(long now) {
        long gained = (now - filledAt) / interval;
        if (gained > 0) {
            tokens = (int) Math.min(capacity, tokens + gained);
            filledAt += gained * interval;
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Puts back a token that was taken. */
    synchronized void giveBack() {
        tokens = Math.min(capacity, tokens + 1);
    }
}
