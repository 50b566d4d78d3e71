package dev.deputy.postgres;

import dev.deputy.Caller;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a transaction acts for: a caller, or explicitly nobody in particular. Immutable.
 *
 * @see RowLevelSecurity#following
 */
public final class Identity {

    private static final Identity ANONYMOUS = new Identity(null, "", "");

    private final @Nullable Caller caller;
    private final String method;
    private final String path;

    private Identity(@Nullable Caller caller, String method, String path) {
        this.caller = caller;
        this.method = method;
        this.path = path;
    }

    /** A user whose token was verified. */
    public static Identity of(Caller caller) {
        return new Identity(Objects.requireNonNull(caller, "caller"), "", "");
    }

    /** Someone who has not signed in: the role {@code anon}, as at Supabase's own data API. */
    public static Identity anonymous() {
        return ANONYMOUS;
    }

    /**
     * The same identity within a request: policies and functions then read {@code request.method} and
     * {@code request.path} as they do behind Supabase's own data API.
     */
    public Identity requesting(String method, String path) {
        return new Identity(caller, method, path);
    }

    /** Whether nobody has signed in. */
    public boolean isAnonymous() {
        return caller == null;
    }

    String role() {
        return caller == null ? "anon" : caller.role();
    }

    String claims() {
        return caller == null ? "{\"role\":\"anon\"}" : caller.claimsAsJson();
    }

    String subject() {
        return caller == null ? "" : caller.subject();
    }

    String email() {
        return caller == null ? "" : caller.email().orElse("");
    }

    Optional<UUID> sessionId() {
        return caller == null ? Optional.empty() : caller.sessionId();
    }

    /** When the proof of who it is ends; the anonymous need none. */
    Optional<Instant> expiresAt() {
        return Optional.ofNullable(caller).map(Caller::expiresAt);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** Whether the two may share a transaction: the request is a remark, who it is for is not. */
    boolean isSameAs(Identity other) {
        return this == other || Objects.equals(caller, other.caller);
    }

    /** The subject and the role; no token and no personal data. */
    @Override
    public String toString() {
        return caller == null ? "anonymous" : caller.toString();
    }
}
