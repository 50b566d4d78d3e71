package dev.deputy;

import dev.deputy.UserAnswer.Fault;
import dev.deputy.UserAnswer.Useless;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The project's Auth server, asked with restraint: a bounded number of requests at a time, a bounded queue before them,
 * and a pause when it does not answer. What gets no turn is of no use, but never waits for long.
 */
final class AuthServer {

    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

    private final URI url;
    private final Function<Question, CompletableFuture<UserAnswer>> endpoint;
    private final RemoteLimits limits;
    private final AuthListener listener;
    private final LongSupplier nanoTime;
    private final Semaphore turns;
    private final CircuitBreaker breaker;
    private final AtomicBoolean settingsBlamed = new AtomicBoolean();

    /**
     * @param url for the log
     * @param nanoTime the monotonic clock
     */
    AuthServer(
            URI url,
            Function<Question, CompletableFuture<UserAnswer>> endpoint,
            RemoteLimits limits,
            AuthListener listener,
            LongSupplier nanoTime) {
        this.url = url;
        this.endpoint = endpoint;
        this.limits = limits;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.turns = new Semaphore(limits.parallel());
        this.breaker = new CircuitBreaker(limits.tolerated(), nanoTime);
    }

    /** Asks about a token. The result never fails. */
    CompletableFuture<UserAnswer> ask(Question question) {
        if (!awaitTurn()) {
            return completed(Duration.ofSeconds(1), "there are too many requests to it at a time");
        }
        if (!breaker.tryPass()) {
            turns.release();
            return completed(breaker.remaining(), "it did not answer several times in a row");
        }
        long asked = nanoTime.getAsLong();
        try {
            return endpoint.apply(question).thenApply(answer -> {
                turns.release();
                report(answer, Duration.ofNanos(nanoTime.getAsLong() - asked));
                return answer;
            });
        } catch (RuntimeException | Error e) {
            turns.release();
            breaker.failed(RetryAfter.DEFAULT);
            throw e;
        }
    }

    private boolean awaitTurn() {
        if (turns.tryAcquire()) {
            return true;
        }
        try {
            return turns.getQueueLength() < limits.waiting()
                    && turns.tryAcquire(limits.waitingTime().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static CompletableFuture<UserAnswer> completed(Duration retryAfter, String message) {
        return CompletableFuture.completedFuture(new Useless(Fault.SERVER, message, retryAfter));
    }

    private void report(UserAnswer answer, Duration took) {
        // A sender who can provoke an odd answer must not be able to keep all others out.
        if (answer instanceof Useless useless && useless.fault() != Fault.UNCLEAR) {
            if (breaker.failed(useless.retryAfter())) {
                log.warn(
                        "Supabase Auth at {} did not answer {} times in a row; the last time, {}. It is left alone for a"
                                + " while, then tried again. Tokens that it must confirm are answered with 503.",
                        url,
                        limits.tolerated(),
                        useless.message());
                listener.authPaused(true);
            }
        } else if (breaker.succeeded()) {
            log.info("Supabase Auth at {} answers again", url);
            listener.authPaused(false);
        }
        if (answer instanceof Useless useless) {
            blame(useless);
            listener.authFailed();
        } else {
            settingsBlamed.set(false);
            listener.authAnswered(took);
        }
    }

    /** At once and once, because it does not go away by itself. */
    private void blame(Useless useless) {
        if (useless.fault() == Fault.SETTINGS && settingsBlamed.compareAndSet(false, true)) {
            log.error("Cannot verify tokens with Supabase Auth at {}: {}.", url, useless.message());
        }
    }
}
