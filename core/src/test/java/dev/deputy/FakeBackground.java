package dev.deputy;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Background work at a fake time: what is to be done soon is done by a thread, what is to be done later when told. */
final class FakeBackground implements Background {

    private record Later(long due, Runnable work) {}

    private final FakeTime time;
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::due));
    private volatile long passed;

    FakeBackground(FakeTime time) {
        this.time = time;
    }

    @Override
    public void run(Runnable work) {
        Thread thread = new Thread(work, "fake-background");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void runAfter(Duration delay, Runnable work) {
        later.add(new Later(passed + delay.toNanos(), work));
    }

    /** Lets time pass, and does what falls due in it, in order. */
    void pass(Duration duration) {
        long end = passed + duration.toNanos();
        while (true) {
            Later next = nextUntil(end);
            if (next == null) {
                break;
            }
            passTo(next.due());
            next.work().run();
        }
        passTo(end);
    }

    /** Work that a thread was late to put in may be due in the past; time does not go back for it. */
    private void passTo(long moment) {
        if (moment > passed) {
            time.pass(Duration.ofNanos(moment - passed));
            passed = moment;
        }
    }

    private synchronized @Nullable Later nextUntil(long end) {
        return !later.isEmpty() && later.peek().due() <= end ? later.poll() : null;
    }

    /** How much work waits for its time. */
    synchronized int waiting() {
        return later.size();
    }
}
