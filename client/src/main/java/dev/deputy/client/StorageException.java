package dev.deputy.client;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Storage refused a request, failed, or did not answer. */
public final class StorageException extends SupabaseException {

    /** The newer and the older code of the same. */
    private static final Set<String> DENIED = Set.of("AccessDenied", "Unauthorized");

    /**
     * What the libraries that Storage has used for tokens (jsonwebtoken, then jose) say of bad ones. It passes that on
     * with the very code of a denial, so that only the words tell them apart. "Key for the …" is how jose says that a
     * token's key is not in the set: Storage then tries the secret, which does not fit.
     */
    private static final Pattern TOKEN = Pattern.compile("^(jwt |invalid (signature|token|algorithm)"
            + "|signature verification failed|no applicable key found|multiple matching keys found"
            + "|\"\\w+\" claim |unexpected \"|missing required \"|\"alg\" \\(Algorithm\\)|(Invalid )?Compact JWS|JW[ST]s? "
            + "|Failed to base64url decode the |Extension Header Parameter |alg \\S+ is not supported"
            + "|Key for the \\S+ algorithm )");

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
