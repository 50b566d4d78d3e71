package dev.deputy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Work that no request waits for. Its threads are daemons that end by themselves when idle: nothing to close. */
interface Background {

    /** Does the work soon. */
    void run(Runnable work);

    /** Does the work after a while. */
    void runAfter(Duration delay, Runnable work);

    /** The one of this JVM. */
    Background SHARED = new Background() {
        private final Executor threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "deputy-keys");
            thread.setDaemon(true);
            return thread;
        });

        @Override
        public void run(Runnable work) {
            threads.execute(work);
        }

        @Override
        public void runAfter(Duration delay, Runnable work) {
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, threads)
                    .execute(work);
        }
    };
}
