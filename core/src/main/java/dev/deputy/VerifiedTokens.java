package dev.deputy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What tokens have proven, so that a token is verified once and not with every request. Only good tokens get in, so bad
 * ones cannot push them out; what is kept is the token's hash, not the token; and each is forgotten at its end.
 */
final class VerifiedTokens {

    /** In bytes of memory, roughly: some 12,000 ordinary tokens. */
    private static final long MAX_WEIGHT = 32_000_000;

    /** What a member of an object or array takes in memory, beside its text. */
    private static final int WEIGHT_OF_NODE = 64;

    private final Function<String, Proof> verification;
    private final Cache<TokenHash, Proof> proofs = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((TokenHash hash, Proof proof) -> weight(proof.claims().json()))
            .expireAfter(Expiry.creating((TokenHash hash, Proof proof) -> proof.remaining()))
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .build();
    private final Map<TokenHash, CompletableFuture<Proof>> running = new ConcurrentHashMap<>();

    VerifiedTokens(Function<String, Proof> verification) {
        this.verification = verification;
    }

    /** What the token proves; verified now, unless it was before or another thread is just at it. */
    Proof prove(String token) {
        TokenHash hash = TokenHash.of(token);
        Proof proof = proofs.getIfPresent(hash);
        return proof != null && proof.holds() ? proof : proveOnce(hash, token);
    }

    /** Users write part of the claims, so what is weighed is what the claims become, and not only how long they are. */
    static int weight(String json) {
        int nodes = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == ',' || c == '{' || c == '[') {
                nodes++;
            }
        }
        return json.length() + nodes * WEIGHT_OF_NODE;
    }

    /** Not the cache's own way to compute: it would have other tokens wait for this one. */
    private Proof proveOnce(TokenHash hash, String token) {
        CompletableFuture<Proof> mine = new CompletableFuture<>();
        CompletableFuture<Proof> others = running.putIfAbsent(hash, mine);
        if (others != null) {
            return resultOf(others);
        }
        try {
            Proof proof = verification.apply(token);
            proofs.put(hash, proof);
            mine.complete(proof);
            return proof;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(hash, mine);
        }
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

    /** How many are kept. */
    long count() {
        proofs.cleanUp();
        return proofs.estimatedSize();
    }
}
