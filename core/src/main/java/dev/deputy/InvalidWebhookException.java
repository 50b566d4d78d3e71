package dev.deputy;

import java.io.Serial;

/** A webhook's request that nobody should believe. Its message says why, and holds nothing of the request's. */
public final class InvalidWebhookException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    InvalidWebhookException(String message) {
        super(message);
    }
}
