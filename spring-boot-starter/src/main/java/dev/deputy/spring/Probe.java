package dev.deputy.spring;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A question that is put seldom, however often somebody wants to know: by one thread at a time, and not again for a while.
 * Whoever comes meanwhile gets the last answer; before the first, no.
 */
final class Probe {

    private final BooleanSupplier question;
    private final long pause;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean answer;
    private boolean asked;
    private long askedAt;

    /**
     * @param question ends by itself, in a second or two
     * @param nanoTime the monotonic clock
     */
    Probe(BooleanSupplier question, Duration pause, LongSupplier nanoTime) {
        this.question = question;
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    boolean answer() {
        if (asking.tryLock()) {
            try {
                if (!asked || nanoTime.getAsLong() - askedAt >= pause) {
                    answer = question.getAsBoolean();
                    asked = true;
                    askedAt = nanoTime.getAsLong();
                }
            } finally {
                asking.unlock();
            }
        }
        return answer;
    }
}
