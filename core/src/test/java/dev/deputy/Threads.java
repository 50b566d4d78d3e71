package dev.deputy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several things at once, in a test. */
final class Threads implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();

    void run(Runnable work) {
        running.add(threads.submit(work));
    }

    /** Waits for all of them, and fails if one has failed. */
    void join() throws Exception {
        for (Future<?> one : running) {
            Object unused = one.get(60, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
