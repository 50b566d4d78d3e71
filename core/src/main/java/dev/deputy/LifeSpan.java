package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.BAD_CLAIM;
import static dev.deputy.InvalidTokenException.Reason.EXPIRED;
import static dev.deputy.InvalidTokenException.Reason.NOT_YET_VALID;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when until when a token is good: {@code nbf}, {@code iat} and {@code exp} (RFC 7519, section 4.1). */
final class LifeSpan {

    private static final long END_OF_YEAR_9999 = 253_402_300_799L;

    private final Clock clock;
    private final long skewMillis;

    /**
     * A life span by this clock, give or take what two clocks may differ.
     */
    LifeSpan(Clock clock, Duration skew) {
        this.clock = clock;
        this.skewMillis = skew.toMillis();
    }

    /**
     * The end of a token with these claims.
     *
     * @throws InvalidTokenException when it has none, has ended or has not begun
     */
    Instant check(JsonObject claims) {
        Object exp = claims.get("exp");
        if (exp == null) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        long end = seconds(exp, RoundingMode.FLOOR);
        if (end > END_OF_YEAR_9999) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        long now = clock.millis();
        if (isOver(end, now)) {
            throw new InvalidTokenException(EXPIRED);
        }
        checkBegun(claims, "nbf", now);
        checkBegun(claims, "iat", now);
        return Instant.ofEpochSecond(end);
    }

    private void checkBegun(JsonObject claims, String name, long now) {
        Object value = claims.get(name);
        if (value == null && !claims.has(name)) {
            return;
        }
        long begin = seconds(value, RoundingMode.CEILING);
        if (begin > END_OF_YEAR_9999 || begin * 1000 > now + skewMillis) {
            throw new InvalidTokenException(NOT_YET_VALID);
        }
    }

    /** Whether a token with this end has ended. */
    boolean isOver(Instant end) {
        return isOver(end.getEpochSecond(), clock.millis());
    }

    private boolean isOver(long end, long now) {
        return end * 1000 + skewMillis <= now;
    }

    /** A NumericDate, in whole seconds; before the epoch it is 0, and after the year 9999 some time after it. */
    private static long seconds(@Nullable Object value, RoundingMode rounding) {
        if (value instanceof Long seconds) {
            return Math.max(0, seconds);
        }
        if (!(value instanceof BigDecimal exact)) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        // Compared before it is rounded, because rounding 1e9999 would write out its zeros.
        if (exact.compareTo(BigDecimal.valueOf(END_OF_YEAR_9999)) > 0) {
            return END_OF_YEAR_9999 + 1;
        }
        return exact.signum() <= 0 ? 0 : exact.setScale(0, rounding).longValueExact();
    }
}
