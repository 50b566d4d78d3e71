package dev.deputy.spring;

import dev.deputy.Decision;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Has tokens verified without holding up an event loop: what takes time, for a signature or for an answer of Supabase's, is
 * done on threads of its own, so that a slow Auth server takes none away from the application's own blocking work.
 */
final class Verifications implements AutoCloseable {

    /** In the words of the gate, which says the same when Auth is away. */
    static final Decision.Refuse OVERLOADED = Refusal.unavailable(
            "auth_unavailable", "Authentication is not available at the moment", Map.of(HttpHeaders.RETRY_AFTER, "1"));

    private final Scheduler threads;

    Verifications() {
        this(64, 2_000);
    }

    /**
     * @param threads how many verifications go on at a time
     * @param waiting how many wait for those, all in all: Reactor's bounded elastic scheduler would have as many wait for
     *     each of the threads
     */
    Verifications(int threads, int waiting) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("deputy-verifications-");
        factory.setDaemon(true);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), factory);
        pool.allowCoreThreadTimeOut(true);
        this.threads = Schedulers.fromExecutorService(pool, "deputy-verifications");
    }

    /** The door's decision. */
    Mono<Decision> decide(Door door, String method, List<String> authorization, List<String> apikey) {
        return Mono.justOrEmpty(door.decideAtOnce(method, authorization, apikey))
                .switchIfEmpty(
                        Mono.defer(() -> elsewhere(() -> door.decide(method, authorization, apikey), OVERLOADED)));
    }

    /**
     * What the question gives, on one of the threads.
     *
     * @param overloaded given when they are all busy and many wait
     */
    <T> Mono<T> elsewhere(Callable<T> question, T overloaded) {
        return Mono.fromCallable(question)
                .subscribeOn(threads)
                // What follows is the application's, and may not block there either, as on an event loop.
                .publishOn(Schedulers.parallel())
                .onErrorReturn(RejectedExecutionException.class, overloaded);
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
