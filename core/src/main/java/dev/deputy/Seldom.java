package dev.deputy;

import java.time.Duration;

/** For what may happen any number of times and is to be said once in a while. Safe for use by many threads. */
final class Seldom {

    private final long interval;
    private int unsaid;
    private boolean said;
    private long saidAt;

    /**
     * @param interval from one time that it is said to the next
     */
    Seldom(Duration interval) {
        this.interval = interval.toNanos();
    }

    /**
     * It has happened.
     *
     * @param now a reading of the monotonic clock, in nanoseconds
     * @return how often since it was said last, if it is to be said now; else zero
     */
    synchronized int happened(long now) {
        unsaid++;
        if (said && now - saidAt < interval) {
            return 0;
        }
        int times = unsaid;
        unsaid = 0;
        said = true;
        saidAt = now;
        return times;
    }
}
