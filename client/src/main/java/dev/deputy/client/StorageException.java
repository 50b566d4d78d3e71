package dev.deputy.client;

import org.jspecify.annotations.Nullable;

/** Storage refused a request, failed, or did not answer. */
public final class StorageException extends SupabaseException {

    StorageException(Failure failure, @Nullable Throwable cause) {
        super("storage", failure, cause);
    }
}
