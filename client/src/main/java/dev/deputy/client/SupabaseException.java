package dev.deputy.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service of Supabase refused a request, failed, or did not answer. There is one kind per service. What the service said
 * is here as it said it, without tokens and keys; its details can hold values out of rows.
 */
public abstract sealed class SupabaseException extends RuntimeException
        permits DataException, AuthException, StorageException, FunctionException {

    private final transient Failure failure;

    SupabaseException(String what, Failure failure, @Nullable Throwable cause) {
        super(describe(what, failure), cause);
        this.failure = failure;
    }

    static SupabaseException of(Service service, Failure failure, @Nullable Throwable cause) {
        return switch (service) {
            case DATA -> new DataException(failure, cause);
            case AUTH -> new AuthException(failure, cause);
            case STORAGE -> new StorageException(failure, cause);
            case FUNCTIONS -> new FunctionException(failure, false, cause);
        };
    }

    private static String describe(String what, Failure failure) {
        String code = failure.code() != null ? failure.code() : failure.status() > 0 ? "" + failure.status() : "";
        return what + (code.isEmpty() ? "" : " (" + code + ")") + ": " + failure.message();
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return failure.status();
    }

    /** The service's code for what is wrong, such as {@code 23505} or {@code invalid_credentials}. */
    public Optional<String> code() {
        return Optional.ofNullable(failure.code());
    }

    /** What is wrong, in the service's words. */
    public String serverMessage() {
        return failure.message();
    }

    /** More about what is wrong, in the service's words; can hold values out of rows. */
    public Optional<String> details() {
        return Optional.ofNullable(failure.details());
    }

    /** What the service suggests. */
    public Optional<String> hint() {
        return Optional.ofNullable(failure.hint());
    }

    /** Under which the request is in Supabase's logs. */
    public Optional<String> requestId() {
        return Optional.ofNullable(failure.requestId());
    }

    /** Whether there was no answer, or one that says to try later: then nobody is to blame but the circumstances. */
    public boolean isUnavailable() {
        int status = failure.status();
        return (status == 0 && failure.code() == null)
                || status == 429
                || (status >= 502 && status <= 504)
                || (status >= 520 && status <= 530);
    }

    Failure failure() {
        return failure;
    }
}
