package dev.deputy;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops asking a server that does not answer: after some failures in a row it is left alone for a while, then a single
 * request tries whether it is back. Safe for use by many threads.
 */
final class CircuitBreaker {

    private final int tolerated;
    private final LongSupplier nanoTime;
    private int failures;
    private long pausedUntil;
    private boolean trying;

    /**
     * @param tolerated the failure in a row with which the pause begins
     * @param nanoTime the monotonic clock
     */
    CircuitBreaker(int tolerated, LongSupplier nanoTime) {
        this.tolerated = tolerated;
        this.nanoTime = nanoTime;
    }

    /** Whether the server may be asked now. Whoever does so reports the outcome, always. */
    synchronized boolean tryPass() {
        if (failures < tolerated) {
            return true;
        }
        if (trying || !remaining().isZero()) {
            return false;
        }
        trying = true;
        return true;
    }

    /**
     * The server answered.
     *
     * @return whether that ends a pause
     */
    synchronized boolean succeeded() {
        boolean wasPaused = failures >= tolerated;
        failures = 0;
        trying = false;
        return wasPaused;
    }

    /**
     * The server did not answer.
     *
     * @param pause for how long to leave it alone, if it has failed too often
     * @return whether that begins a pause; a longer one is no new one
     */
    synchronized boolean failed(Duration pause) {
        failures++;
        trying = false;
        pausedUntil = nanoTime.getAsLong() + pause.toNanos();
        return failures == tolerated;
    }

    /** How long the pause still takes; zero when it is over. */
    synchronized Duration remaining() {
        return Duration.ofNanos(Math.max(0, pausedUntil - nanoTime.getAsLong()));
    }
}
