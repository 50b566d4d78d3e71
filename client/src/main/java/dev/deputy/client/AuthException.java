package dev.deputy.client;

import org.jspecify.annotations.Nullable;

/** The auth server refused a request, failed, or did not answer. */
public final class AuthException extends SupabaseException {

    AuthException(Failure failure, @Nullable Throwable cause) {
        super("auth server", failure, cause);
    }
}
