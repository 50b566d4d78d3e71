package dev.deputy;

import dev.deputy.UserAnswer.Confirmed;
import dev.deputy.UserAnswer.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the Auth server said about tokens a moment ago, so that it is asked once in a while and not with every request.
 * Only definite answers are kept, under the tokens' hashes; good and bad ones apart, so that bad tokens, of which anybody
 * can send any number, push no good one out.
 */
final class Confirmations {

    /** Used lately; at most twice as many are kept. */
    private static final int MAX_TOKENS = 20_000;

    private static final Duration REFUSALS_KEPT_FOR = Duration.ofSeconds(10);

    private final Function<Question, CompletableFuture<UserAnswer>> auth;
    private final Duration keptFor;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RecentlyUsed<TokenHash, Kept> confirmed = new RecentlyUsed<>(MAX_TOKENS, answer -> 1);
    private final RecentlyUsed<TokenHash, Kept> refused = new RecentlyUsed<>(MAX_TOKENS, answer -> 1);
    private final Map<TokenHash, CompletableFuture<UserAnswer>> running = new ConcurrentHashMap<>();

    /**
     * @param auth asks the server; the future that it returns never fails
     * @param keptFor for how long good answers are believed
     * @param nanoTime the monotonic clock
     */
    Confirmations(
            Function<Question, CompletableFuture<UserAnswer>> auth,
            Duration keptFor,
            Clock clock,
            LongSupplier nanoTime) {
        this.auth = auth;
        this.keptFor = keptFor;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * An answer.
     *
     * @param since when it was given, by the monotonic clock
     */
    private record Kept(UserAnswer answer, long since) {}

    /** What the server says; asked now, unless it was a moment ago or another thread is just asking the same. */
    UserAnswer about(Question question) {
        TokenHash hash = TokenHash.of(question.token());
        UserAnswer known = known(hash, question);
        return known != null ? known : resultOf(askOnce(hash, question));
    }

    /** Whether the server said a moment ago that the token is good. */
    boolean isConfirmed(Question question) {
        return known(TokenHash.of(question.token()), question) instanceof Confirmed;
    }

    private @Nullable UserAnswer known(TokenHash hash, Question question) {
        Kept good = confirmed.get(hash);
        if (good != null && isFresh(good, keptFor) && clock.instant().isBefore(question.expiresAt())) {
            return good.answer();
        }
        Kept bad = refused.get(hash);
        return bad != null && isFresh(bad, REFUSALS_KEPT_FOR) ? bad.answer() : null;
    }

    private boolean isFresh(Kept answer, Duration time) {
        return nanoTime.getAsLong() - answer.since() < time.toNanos();
    }

    private CompletableFuture<UserAnswer> askOnce(TokenHash hash, Question question) {
        CompletableFuture<UserAnswer> mine = new CompletableFuture<>();
        CompletableFuture<UserAnswer> others = running.putIfAbsent(hash, mine);
        if (others != null) {
            return others;
        }
        try {
            UserAnswer known = known(hash, question); // another thread may have asked just before it was our turn
            CompletableFuture<UserAnswer> answer =
                    known != null ? CompletableFuture.completedFuture(known) : auth.apply(question);
            CompletableFuture<?> unused = answer.whenComplete((said, failure) -> settle(hash, mine, said, failure));
            return mine;
        } catch (RuntimeException | Error e) {
            settle(hash, mine, null, e);
            throw e;
        }
    }

    private void settle(
            TokenHash hash,
            CompletableFuture<UserAnswer> mine,
            @Nullable UserAnswer answer,
            @Nullable Throwable failure) {
        if (answer instanceof Confirmed) {
            confirmed.put(hash, new Kept(answer, nanoTime.getAsLong()));
        } else if (answer instanceof Refused) {
            refused.put(hash, new Kept(answer, nanoTime.getAsLong()));
        }
        running.remove(hash, mine); // after the answer is kept, so that nobody finds neither
        if (failure != null) {
            mine.completeExceptionally(failure);
        } else {
            mine.complete(answer);
        }
    }

    /** A thread that is interrupted stops waiting, and takes the answer away from nobody else. */
    private static UserAnswer resultOf(CompletableFuture<UserAnswer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UserAnswer.useless(UserAnswer.Fault.UNCLEAR, "this thread was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the Auth server could not be asked", e);
        }
    }

    /** How many answers are kept. */
    int count() {
        return confirmed.size() + refused.size();
    }
}
