package dev.deputy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What tokens have proven, so that a token is verified once and not with every request. Only good tokens get in, so bad
 * ones cannot push them out; what is kept is no token, since its signature is only there as a hash; and a token's end
 * ends what it has proven.
 */
final class VerifiedTokens {

    /** In bytes of memory, roughly: of some 12,000 ordinary tokens. */
    private static final long CAPACITY = 24_000_000;

    /** What a token takes in memory beside its text. */
    private static final int WEIGHT_OF_TOKEN = 600;

    /** So long, and not much longer than twice, is kept what nobody uses. */
    private static final Duration UNUSED = Duration.ofMinutes(5);

    private final Function<String, Proof> verification;
    private final Predicate<String> isCheap;
    private final Background background;
    private final RecentlyUsed<TokenKey, Proof> proofs = new RecentlyUsed<>(CAPACITY, VerifiedTokens::weight);
    private final Map<TokenKey, CompletableFuture<Proof>> running = new ConcurrentHashMap<>();
    private final AtomicBoolean forgetting = new AtomicBoolean();

    /**
     * @param isCheap whether to verify a token costs less than to have threads wait for the one that is at it
     * @param background forgets what is not used any more
     */
    VerifiedTokens(Function<String, Proof> verification, Predicate<String> isCheap, Background background) {
        this.verification = verification;
        this.isCheap = isCheap;
        this.background = background;
    }

    /** What the token proves; verified now, unless it was before or another thread is just at it. */
    Proof prove(String token) {
        TokenKey key = TokenKey.of(token);
        Proof proof = known(key);
        if (proof != null) {
            return proof;
        }
        return isCheap.test(token) ? proveAndKeep(key, token) : proveOnce(key, token);
    }

    /** What the token has proven, if it was verified before. */
    Optional<Proof> known(String token) {
        return Optional.ofNullable(known(TokenKey.of(token)));
    }

    private @Nullable Proof known(TokenKey key) {
        Proof proof = proofs.get(key);
        if (proof == null || proof.holds()) {
            return proof;
        }
        proofs.remove(key);
        return null;
    }

    /** The claims are there twice: as they were sent, which takes a third more, and as they are read. */
    static long weight(Proof proof) {
        return WEIGHT_OF_TOKEN + proof.claims().length() * 7L / 3;
    }

    /** Not by a map's own way to compute: it would have other tokens wait for this one. */
    private Proof proveOnce(TokenKey key, String token) {
        CompletableFuture<Proof> mine = new CompletableFuture<>();
        CompletableFuture<Proof> others = running.putIfAbsent(key, mine);
        if (others != null) {
            return resultOf(others);
        }
        try {
            Proof proof = proveAndKeep(key, token);
            mine.complete(proof);
            return proof;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key, mine);
        }
    }

    private Proof proveAndKeep(TokenKey key, String token) {
        Proof proof = verification.apply(token);
        proofs.put(key, proof);
        forgetUnusedLater();
        return proof;
    }

    private static Proof resultOf(CompletableFuture<Proof> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** By a weak reference: a verifier that nobody uses any more is not kept alive. */
    private void forgetUnusedLater() {
        if (forgetting.get() || !forgetting.compareAndSet(false, true)) {
            return; // somebody will
        }
        WeakReference<VerifiedTokens> self = new WeakReference<>(this);
        background.runAfter(UNUSED, () -> {
            VerifiedTokens alive = self.get();
            if (alive != null) {
                alive.forgetUnused();
            }
        });
    }

    private void forgetUnused() {
        proofs.forgetUnused();
        forgetting.set(false);
        if (proofs.size() > 0) {
            forgetUnusedLater();
        }
    }

    /** How many are kept. */
    int count() {
        return proofs.size();
    }
}
