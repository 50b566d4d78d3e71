package dev.deputy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * It could not be found out who the caller is, because Supabase did not answer: neither good nor bad news about the
 * token. An HTTP service answers 503 with {@code Retry-After} (RFC 9110, section 10.2.3).
 */
public final class AuthUnavailableException extends RuntimeException {

    private final Duration retryAfter;

    /**
     * @param message what could not be reached; no token, no key
     * @param retryAfter when it is worth asking again
     */
    public AuthUnavailableException(String message, Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** When it is worth asking again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
