package dev.deputy.local.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong until it is closed or has happened often enough; made by {@link Faults}. */
public final class Fault implements AutoCloseable {

    private final String prefix;
    private final Duration delay;
    private final @Nullable Answer answer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Runnable onClose = () -> {};
    private long left = Long.MAX_VALUE;
    private long happened;

    /** @param answer what requests get; null for what they ask for */
    Fault(String prefix, Duration delay, @Nullable Answer answer) {
        this.prefix = prefix;
        this.delay = delay;
        this.answer = answer;
    }

    void onClose(Runnable action) {
        this.onClose = action;
    }

    /** Lets it happen so many times from here on and no more. */
    public synchronized Fault times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be 1 or more, not " + times);
        }
        left = times;
        return this;
    }

    /** How many requests have met it. */
    public synchronized long happened() {
        return happened;
    }

    synchronized boolean takes(String path) {
        if (!path.startsWith(prefix) || left == 0) {
            return false;
        }
        left--;
        happened++;
        return true;
    }

    @Nullable
    Answer happen() {
        try {
            // Whether the time is over or the fault was closed is the same: the request goes on.
            var unused = closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer;
        }
    }

    /** Ends it; requests that hang or wait go on. May be called several times. */
    @Override
    public void close() {
        closed.countDown();
        onClose.run();
    }
}
