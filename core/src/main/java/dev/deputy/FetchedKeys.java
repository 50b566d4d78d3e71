package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.UNKNOWN_KEY;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing keys that an issuer publishes at an address. They are fetched when one is first needed, and from then on
 * in the background, well before they are too old; so no request waits for a key that is known, and an outage of the
 * address is not noticed unless it lasts a day. One fetch runs at a time.
 */
final class FetchedKeys implements SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

    /** More requests with unknown keys are refused rather than kept waiting, so that they cannot use up all threads. */
    private static final int MAX_WAITING = 32;

    private static final int UNKNOWN_KEY_BURST = 2;

    private final URI url;
    private final KeySource source;
    private final boolean mayBeEmpty;
    private final KeyTimes times;
    private final AuthListener listener;
    private final LongSupplier nanoTime;
    private final Background background;
    private final TokenBucket unknownKeys;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private volatile State state = State.NOTHING_YET;
    private @Nullable CompletableFuture<Void> running;

    /**
     * The last good keys, and how many fetches have failed since.
     *
     * @param keys null when there never were any
     * @param fetchedAt a reading of the monotonic clock
     * @param fetches how many fetches have ended, well or not
     */
    private record State(@Nullable KeySet keys, long fetchedAt, int failures, int fetches) {

        static final State NOTHING_YET = new State(null, 0, 0, 0);
    }

    /**
     * @param mayBeEmpty whether an issuer without signing keys makes sense, because it has a secret
     */
    FetchedKeys(
            URI url,
            KeySource source,
            boolean mayBeEmpty,
            KeyTimes times,
            AuthListener listener,
            LongSupplier nanoTime,
            Background background) {
        this.url = url;
        this.source = source;
        this.mayBeEmpty = mayBeEmpty;
        this.times = times;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.background = background;
        this.unknownKeys = new TokenBucket(UNKNOWN_KEY_BURST, times.unknownKeyInterval(), nanoTime.getAsLong());
    }

    @Override
    public KeySet known() {
        KeySet keys = usable(state);
        return keys != null ? keys : KeySet.EMPTY;
    }

    /** The keys, unless they are so old that one of them may have been removed long ago. */
    private @Nullable KeySet usable(State now) {
        long age = nanoTime.getAsLong() - now.fetchedAt;
        Duration limit = now.failures > 0 ? times.lastGood() : times.lifetime();
        return age < limit.toNanos() ? now.keys : null;
    }

    @Override
    public SigningKey find(String kid) {
        State before = state;
        if (before.failures > 0) {
            throw unavailable(); // tried again in the background; waiting would only pile up requests
        }
        if (usable(before) == null) {
            await(refresh());
        } else {
            fetchForUnknownKey();
        }
        SigningKey key = known().find(kid);
        if (key != null) {
            return key;
        }
        State after = state;
        if (after.failures > 0 || usable(after) == null) {
            throw unavailable();
        }
        throw new InvalidTokenException(UNKNOWN_KEY);
    }

    /** An unknown id may be a new key's, or garbage of which anybody can send any amount. */
    private void fetchForUnknownKey() {
        CompletableFuture<Void> fetch = running();
        if (fetch == null && unknownKeys.tryTake(nanoTime.getAsLong())) {
            fetch = refresh();
        }
        if (fetch == null || !waiting.tryAcquire()) {
            throw new InvalidTokenException(UNKNOWN_KEY);
        }
        try {
            await(fetch);
        } finally {
            waiting.release();
        }
    }

    private void await(CompletableFuture<Void> fetch) {
        try {
            fetch.copy()
                    .orTimeout(times.patience().toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        } catch (CompletionException e) {
            throw unavailable();
        }
    }

    private synchronized @Nullable CompletableFuture<Void> running() {
        return running;
    }

    /** Fetches the keys, or joins the fetch that is running. */
    private synchronized CompletableFuture<Void> refresh() {
        if (running == null) {
            CompletableFuture<Void> fetch = new CompletableFuture<>();
            running = fetch;
            background.run(() -> fetch(fetch));
        }
        return running;
    }

    private void fetch(CompletableFuture<Void> fetch) {
        try {
            long asked = nanoTime.getAsLong();
            KeySet keys = source.fetch();
            if (keys.isEmpty() && !emptyMakesSense()) {
                throw new IOException("it published no key that is of use");
            }
            succeeded(keys, asked);
        } catch (IOException | RuntimeException e) {
            failed(e);
        } finally {
            synchronized (this) {
                running = null;
            }
            fetch.complete(null);
        }
    }

    private boolean emptyMakesSense() {
        KeySet before = state.keys;
        return mayBeEmpty && (before == null || before.isEmpty());
    }

    private void succeeded(KeySet keys, long asked) {
        State before = state;
        // The same keys stay the same object, so that what they have proven stays proven.
        state = new State(keys.equals(before.keys) ? before.keys : keys, asked, 0, before.fetches + 1);
        refreshAfter(times.refreshAfter());
        if (before.failures > 0 || before.keys == null) {
            log.info("Fetched the signing keys at {}: {}", url, keys.size());
        }
        listener.keysRefreshed(url, keys.size());
    }

    private void failed(Exception failure) {
        State before = state;
        state = new State(before.keys, before.fetchedAt, before.failures + 1, before.fetches + 1);
        refreshAfter(times.retry(state.failures));
        if (before.failures == 0) {
            log.warn(
                    "Cannot fetch the signing keys at {}: {}. {} Trying again in the background.",
                    url,
                    failure.getMessage(),
                    before.keys == null ? "There are none yet." : "The last good ones stay in use.");
        }
        listener.keysUnavailable(url);
    }

    /** By a weak reference: a verifier that nobody uses any more is not kept alive, and fetches no more. */
    private void refreshAfter(Duration delay) {
        WeakReference<FetchedKeys> self = new WeakReference<>(this);
        int fetches = state.fetches;
        background.runAfter(delay, () -> {
            FetchedKeys keys = self.get();
            if (keys != null && keys.state.fetches == fetches) { // else a fetch for an unknown key has come first
                CompletableFuture<Void> unused = keys.refresh();
            }
        });
    }

    private AuthUnavailableException unavailable() {
        return new AuthUnavailableException(
                "the signing keys at " + url + " could not be fetched", times.lastRetry(), null);
    }
}
