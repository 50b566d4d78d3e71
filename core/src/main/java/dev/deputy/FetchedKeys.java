package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.UNKNOWN_KEY;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
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
    private volatile @Nullable State state;
    private @Nullable CompletableFuture<Void> running;

    /**
     * What is known of the keys.
     *
     * @param keys the last good ones; null when there never were any
     * @param fetchedAt when they were asked for, by the monotonic clock
     * @param failures how many fetches have failed since
     * @param nextFetch when to fetch again, by the monotonic clock
     */
    private record State(@Nullable KeySet keys, long fetchedAt, int failures, long nextFetch) {}

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

    /** The keys at the address, as an application uses them. */
    static FetchedKeys at(URI url, boolean mayBeEmpty, AuthListener listener) {
        return new FetchedKeys(
                url,
                new KeyEndpoint(url, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                mayBeEmpty,
                KeyTimes.STANDARD,
                listener,
                System::nanoTime,
                Background.SHARED);
    }

    @Override
    public KeySet known() {
        KeySet keys = usable(state);
        return keys != null ? keys : KeySet.EMPTY;
    }

    /** The keys, unless they are so old that one of them may have been removed long ago. */
    private @Nullable KeySet usable(@Nullable State now) {
        if (now == null) {
            return null;
        }
        long time = nanoTime.getAsLong();
        refreshWhenDue(now, time);
        long age = time - now.fetchedAt;
        Duration limit = now.failures > 0 ? times.lastGood() : times.lifetime();
        return age < limit.toNanos() ? now.keys : null;
    }

    @Override
    public SigningKey find(String kid) {
        State before = state;
        KeySet keys = usable(before);
        SigningKey arrived = keys == null ? null : keys.find(kid);
        if (arrived != null) {
            return arrived; // fetched for another request, after this one had looked
        }
        if (isFailing(before)) {
            throw unavailable(); // tried again in the background; waiting would only pile up requests
        }
        if (keys == null) {
            await(refresh(before));
        } else {
            fetchForUnknownKey(before, kid);
        }
        SigningKey key = known().find(kid);
        if (key != null) {
            return key;
        }
        if (isFailing(state) || usable(state) == null) {
            throw unavailable();
        }
        throw new InvalidTokenException(UNKNOWN_KEY);
    }

    private static boolean isFailing(@Nullable State state) {
        return state != null && state.failures > 0;
    }

    @Override
    public void prepare() {
        if (state == null) {
            CompletableFuture<Void> unused = refresh(null);
        }
    }

    /**
     * An unknown id may be a new key's, or garbage of which anybody can send any amount. A fetch that runs already may have
     * been answered before the key was published, so it is the last word only where it has the key.
     */
    private void fetchForUnknownKey(@Nullable State seen, String kid) {
        if (!waiting.tryAcquire()) {
            throw new InvalidTokenException(UNKNOWN_KEY);
        }
        try {
            CompletableFuture<Void> others = running();
            if (others != null) {
                await(others);
            }
            if (others == null || (known().find(kid) == null && !isFailing(state))) {
                CompletableFuture<Void> fetch = refreshForUnknownKey(others == null ? seen : state);
                if (fetch != null) {
                    await(fetch);
                }
            }
        } finally {
            waiting.release();
        }
    }

    /** As {@link #refresh}; null where it would take another fetch and there were too many for unknown keys. */
    private synchronized @Nullable CompletableFuture<Void> refreshForUnknownKey(@Nullable State seen) {
        boolean needsAnother = running == null && Objects.equals(seen, state);
        return needsAnother && !unknownKeys.tryTake(nanoTime.getAsLong()) ? null : refresh(seen);
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

    /** Whether a fetch is running. */
    boolean isFetching() {
        return running() != null;
    }

    /** Fetches the keys, or joins the fetch that is running, unless one has ended since that state was seen. */
    private synchronized CompletableFuture<Void> refresh(@Nullable State seen) {
        if (running != null) {
            return running;
        }
        CompletableFuture<Void> fetch = new CompletableFuture<>();
        if (!Objects.equals(seen, state)) {
            fetch.complete(null);
            return fetch;
        }
        background.run(() -> fetch(fetch));
        running = fetch;
        return fetch;
    }

    private void refreshWhenDue(State now, long time) {
        if (time - now.nextFetch >= 0) {
            CompletableFuture<Void> unused = refresh(now);
        }
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
        KeySet before = keysOf(state);
        return mayBeEmpty && (before == null || before.isEmpty());
    }

    private void succeeded(KeySet keys, long asked) {
        State before = state;
        // The same keys stay the same object, so that what they have proven stays proven.
        KeySet same = keys.equals(keysOf(before)) ? keysOf(before) : keys;
        next(same, asked, 0, times.refreshAfter());
        if (isFailing(before) || keysOf(before) == null) {
            log.info("Fetched the signing keys at {}: {}", url, keys.size());
        }
        tell(() -> listener.keysRefreshed(url, keys.size()));
    }

    private void failed(Exception failure) {
        State before = state;
        KeySet lastGood = keysOf(before);
        int failures = before == null ? 1 : before.failures + 1;
        next(lastGood, before == null ? 0 : before.fetchedAt, failures, times.retry(failures));
        if (failures == 1) {
            log.warn(
                    "Cannot fetch the signing keys at {}: {}. {} Trying again in the background.",
                    url,
                    failure.getMessage(),
                    lastGood == null ? "There are none yet." : "The last good ones stay in use.");
        }
        tell(() -> listener.keysUnavailable(url));
    }

    /** A listener's mistake says nothing about the keys. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            log.warn("An AuthListener threw an exception", e);
        }
    }

    private static @Nullable KeySet keysOf(@Nullable State state) {
        return state == null ? null : state.keys;
    }

    /** By a weak reference: a verifier that nobody uses any more is not kept alive, and fetches no more. */
    private void next(@Nullable KeySet keys, long fetchedAt, int failures, Duration delay) {
        state = new State(keys, fetchedAt, failures, nanoTime.getAsLong() + delay.toNanos());
        WeakReference<FetchedKeys> self = new WeakReference<>(this);
        background.runAfter(delay, () -> {
            FetchedKeys alive = self.get();
            if (alive != null && alive.state != null) {
                alive.refreshWhenDue(alive.state, alive.nanoTime.getAsLong());
            }
        });
    }

    private AuthUnavailableException unavailable() {
        return new AuthUnavailableException(
                "the signing keys at " + url + " could not be fetched", times.lastRetry(), null);
    }
}
