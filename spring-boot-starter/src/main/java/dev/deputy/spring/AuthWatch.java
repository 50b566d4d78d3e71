package dev.deputy.spring;

import dev.deputy.AuthListener;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the verifier has lately seen of Supabase, for the application's health. Safe for use by many threads. */
final class AuthWatch implements AuthListener {

    /**
     * What is known of signing keys.
     *
     * @param fetchedAt when they were last fetched; null when they never were
     * @param failed whether the last fetch failed
     */
    private record Keys(@Nullable Instant fetchedAt, boolean failed) {}

    private final Clock clock;
    private final ConcurrentHashMap<URI, Keys> keys = new ConcurrentHashMap<>();
    private volatile @Nullable Instant answeredAt;
    private volatile boolean paused;

    AuthWatch(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void keysRefreshed(URI jwksUrl, int count) {
        keys.put(jwksUrl, new Keys(clock.instant(), false));
    }

    @Override
    public void keysUnavailable(URI jwksUrl) {
        keys.compute(jwksUrl, (url, known) -> new Keys(known == null ? null : known.fetchedAt(), true));
    }

    @Override
    public void authAnswered(Duration took) {
        answeredAt = clock.instant();
    }

    @Override
    public void authPaused(boolean isPaused) {
        paused = isPaused;
    }

    /** How old the keys are; empty when there never were any. */
    Optional<Duration> keysAge(URI jwksUrl) {
        return Optional.ofNullable(keys.get(jwksUrl)).map(Keys::fetchedAt).map(this::since);
    }

    /** Whether the last attempt to fetch keys failed. */
    boolean keysFailed(URI jwksUrl) {
        Keys known = keys.get(jwksUrl);
        return known != null && known.failed();
    }

    /** How long ago the Auth server last said whether a token is good; empty when it never has. */
    Optional<Duration> answered() {
        return Optional.ofNullable(answeredAt).map(this::since);
    }

    /** Whether the Auth server has failed so often that it is left alone, until a token is there to ask about. */
    boolean isPaused() {
        return paused;
    }

    private Duration since(Instant then) {
        return Duration.between(then, clock.instant());
    }
}
