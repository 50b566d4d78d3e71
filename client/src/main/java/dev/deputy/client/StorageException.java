package dev.deputy.client;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Storage refused a request, failed, or did not answer. */
public final class StorageException extends SupabaseException {

    /** The newer and the older code of the same. */
    private static final Set<String> DENIED = Set.of("AccessDenied", "Unauthorized");

    /** What the libraries that Storage has used for tokens say of bad ones. */
    private static final Pattern TOKEN =
            Pattern.compile("^(jwt (expired|malformed)|invalid signature|Invalid Compact JWS|\"exp\" claim)");

    StorageException(Failure failure, @Nullable Throwable cause) {
        super("storage", failure, cause);
    }

    /**
     * Whether row level security, or a missing grant, does not let the caller do this. Storage may say so with the HTTP
     * status 400.
     */
    public boolean isDenied() {
        return !isTokenRefused()
                && (DENIED.contains(code().orElse("")) || serverMessage().contains("row-level security"));
    }

    /** Whether the caller's token is not accepted, for instance because it has ended. */
    public boolean isTokenRefused() {
        return code().orElse("").equals("InvalidJWT")
                || TOKEN.matcher(serverMessage()).find();
    }
}
