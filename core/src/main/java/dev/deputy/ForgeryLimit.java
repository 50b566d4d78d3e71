package dev.deputy;

import dev.deputy.UserAnswer.Confirmed;
import dev.deputy.UserAnswer.Fault;
import dev.deputy.UserAnswer.Refused;
import dev.deputy.UserAnswer.Useless;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps floods of forged tokens from the Auth server when they cannot be told from good ones here, for want of the keys:
 * of tokens about which nothing is known, the server may refuse only so many. Beyond that such tokens are not asked
 * about, and so neither accepted nor refused, while those that it has confirmed before are asked about as ever.
 */
final class ForgeryLimit {

    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

    /** So many refusals at once are no flood. */
    private static final int REFUSALS = 100;

    private static final Duration ONE_MORE_AFTER = Duration.ofMillis(50);
    private static final int MAX_CONFIRMED = 20_000;

    private final Function<Question, CompletableFuture<UserAnswer>> auth;
    private final LongSupplier nanoTime;
    private final TokenBucket refusals;
    private final RecentlyUsed<TokenHash, Boolean> confirmed = new RecentlyUsed<>(MAX_CONFIRMED, token -> 1);
    private final Seldom warnings = new Seldom(Duration.ofMinutes(1));

    /**
     * @param auth asks the server; the future that it returns never fails
     * @param nanoTime the monotonic clock
     */
    ForgeryLimit(Function<Question, CompletableFuture<UserAnswer>> auth, LongSupplier nanoTime) {
        this.auth = auth;
        this.nanoTime = nanoTime;
        this.refusals = new TokenBucket(REFUSALS, ONE_MORE_AFTER, nanoTime.getAsLong());
    }

    /** Asks about a token, if it is not too suspicious. The result never fails. */
    CompletableFuture<UserAnswer> ask(Question question) {
        if (question.proven()) {
            return auth.apply(question);
        }
        TokenHash hash = TokenHash.of(question.token());
        boolean known = confirmed.get(hash) != null;
        if (!known && !refusals.tryTake(nanoTime.getAsLong())) {
            return CompletableFuture.completedFuture(tooMany());
        }
        return auth.apply(question).thenApply(answer -> {
            if (answer instanceof Confirmed) {
                confirmed.put(hash, true);
            }
            if (!known && !(answer instanceof Refused)) {
                refusals.giveBack();
            }
            return answer;
        });
    }

    private Useless tooMany() {
        int times = warnings.happened(nanoTime.getAsLong());
        if (times > 0) {
            log.warn(
                    "Many tokens arrive that Supabase refuses and that cannot be told from good ones here: {} were not"
                            + " asked about and answered with 503. With jwtSecret (SUPABASE_JWT_SECRET) or jwksUrl"
                            + " (SUPABASE_JWKS_URL) forged ones are refused here.",
                    times);
        }
        return new Useless(Fault.UNCLEAR, "it has refused too many tokens lately", Duration.ofSeconds(1));
    }
}
