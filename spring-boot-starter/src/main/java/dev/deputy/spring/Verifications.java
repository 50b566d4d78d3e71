package dev.deputy.spring;

import dev.deputy.Decision;
import dev.deputy.Gate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Asks a {@link Gate} without holding up an event loop: what takes time, for a signature or for an answer of Supabase's, is
 * done on threads of its own, so that a slow Auth server takes none away from the application's own blocking work.
 */
final class Verifications implements AutoCloseable {

    private static final int THREADS = 64;
    private static final int WAITING = 2_000;

    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, WAITING, "deputy-verifications", 60, true);

    /** The gate's decision. */
    Mono<Decision> decide(Gate gate, String method, List<String> authorization, List<String> apikey) {
        return Mono.justOrEmpty(gate.decideAtOnce(method, authorization, apikey))
                .switchIfEmpty(Mono.defer(() -> decideElsewhere(gate, method, authorization, apikey)));
    }

    private Mono<Decision> decideElsewhere(Gate gate, String method, List<String> authorization, List<String> apikey) {
        return Mono.fromCallable(() -> gate.decide(method, authorization, apikey))
                .subscribeOn(threads)
                // What follows is the application's, and may not block there either, as on an event loop.
                .publishOn(Schedulers.parallel())
                .onErrorReturn(
                        RejectedExecutionException.class,
                        Refusal.unavailable(
                                "auth_unavailable",
                                "Authentication is not available at the moment",
                                Map.of(HttpHeaders.RETRY_AFTER, "1")));
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
