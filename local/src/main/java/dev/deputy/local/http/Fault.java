package dev.deputy.local.http;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

    /** How the paths of the requests begin that meet it. */
    public String prefix() {
        return prefix;
    }

    /** How long requests wait; about a year for one that hangs. */
    public Duration delay() {
        return delay;
    }

    /** What requests are answered with; empty where they get what they ask for, late. */
    public OptionalInt status() {
        return answer == null ? OptionalInt.empty() : OptionalInt.of(answer.status());
    }

    /** How many more times it happens; empty where that is not limited. */
    public synchronized OptionalLong left() {
        return left == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(left);
    }

    /** How many requests have met it. */
    public synchronized long happened() {
        return happened;
    }

    synchronized boolean takes(String path) {
        if (!path.startsWith(prefix) || left == 0) {
            return false;
        }
        if (left != Long.MAX_VALUE) {
            left--;
        }
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
