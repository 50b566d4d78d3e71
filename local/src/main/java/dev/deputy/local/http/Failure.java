package dev.deputy.local.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that cannot be served: a status, a code for programs and a sentence for people. Each service writes it in its
 * own dialect.
 */
public class Failure extends RuntimeException {

    private final int status;
    private final String code;
    private final transient Map<String, Object> details;

    public Failure(int status, String code, String message) {
        this(status, code, message, Map.of(), null);
    }

    /**
     * @param details further members of the body
     * @param cause what went wrong inside, for the log only
     */
    public Failure(int status, String code, String message, Map<String, Object> details, @Nullable Throwable cause) {
        // Without a stack trace unless there is a cause: most failures are the client's, and many.
        super(message, cause, false, cause != null);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    public int status() {
        return status;
    }

    /** What programs decide by, such as {@code invalid_credentials}. */
    public String code() {
        return code;
    }

    /** Further members of the body. */
    public Map<String, Object> details() {
        return details;
    }

    /** Headers that the answer must have. */
    public Map<String, String> headers() {
        return Map.of();
    }

    /** The sentence for people. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
