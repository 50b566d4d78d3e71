package dev.deputy.local.auth;

import dev.deputy.local.auth.RateLimits.Kind;
import dev.deputy.local.http.Endpoint;
import dev.deputy.local.http.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Counts what is limited: a token bucket for each kind and address. Safe for use by several threads. */
final class RateLimiter {

    private static final int MOST_BUCKETS = 10_000;

    private final RateLimits limits;
    private final Clock clock;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
            return size() > MOST_BUCKETS;
        }
    };

    private record Key(Kind kind, String who) {}

    /** What is in it, counted in the time that it takes to fill: whole numbers do not drift. */
    private record Bucket(long nanos, Instant filledAt) {}

    RateLimiter(RateLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** The endpoint, for each address so often as the limit allows. */
    Endpoint limited(Kind kind, Endpoint endpoint) {
        return call -> {
            spend(kind, call.remoteAddress());
            return endpoint.answer(call);
        };
    }

    /**
     * Notes that it is done once more.
     *
     * @param who the address that it is counted for; empty where it is counted for all together
     * @throws Failure 429 when that is too often
     */
    void spend(Kind kind, String who) {
        OptionalInt most = limits.of(kind);
        if (most.isPresent() && !take(new Key(kind, who), most.getAsInt())) {
            throw new Failure(429, kind.code(), kind.message());
        }
    }

    private synchronized boolean take(Key key, int most) {
        Instant now = clock.instant();
        long full = key.kind().period().toNanos();
        long one = full / most;
        Bucket bucket = buckets.getOrDefault(key, new Bucket(full, now));
        Duration passed = Duration.between(bucket.filledAt(), now);
        boolean refilled = passed.compareTo(key.kind().period()) >= 0;
        long nanos = refilled ? full : Math.min(full, bucket.nanos() + Math.max(0, passed.toNanos()));
        boolean enough = nanos >= one;
        buckets.put(key, new Bucket(enough ? nanos - one : nanos, now));
        return enough;
    }
}
