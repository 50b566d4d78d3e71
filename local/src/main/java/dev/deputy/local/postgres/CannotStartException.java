package dev.deputy.local.postgres;

import org.jspecify.annotations.Nullable;

/** Something outside the program is in the way of starting. The message is a sentence for people: what, and what to do. */
public final class CannotStartException extends RuntimeException {

    public CannotStartException(String message) {
        super(message);
    }

    public CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
