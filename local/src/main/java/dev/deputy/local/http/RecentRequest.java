package dev.deputy.local.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that was answered, without its secrets. */
public final class RecentRequest {

    private final long number;
    private final Instant at;
    private final String method;
    private final String address;
    private final int status;
    private final Duration took;
    private final @Nullable String code;
    private final @Nullable String message;
    private final @Nullable String tokenPayload;

    RecentRequest(
            long number,
            Instant at,
            String method,
            String address,
            int status,
            Duration took,
            @Nullable String code,
            @Nullable String message,
            @Nullable String tokenPayload) {
        this.number = number;
        this.at = at;
        this.method = method;
        this.address = address;
        this.status = status;
        this.took = took;
        this.code = code;
        this.message = message;
        this.tokenPayload = tokenPayload;
    }

    /** They are counted from 1. */
    public long number() {
        return number;
    }

    /** When it was answered, by the machine's clock. */
    public Instant at() {
        return at;
    }

    public String method() {
        return method;
    }

    /** The path, and the parameters behind it; a parameter that may be a secret stands there as {@code …}. */
    public String address() {
        return address;
    }

    public int status() {
        return status;
    }

    public Duration took() {
        return took;
    }

    /** What programs decide by, where it was refused. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** The sentence for people, where it was refused. */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /**
     * The role or user that the request's token named. Nobody has checked the token here, so there is no answer where the
     * service did not believe it.
     */
    public Optional<String> caller() {
        boolean believed = status != 401 && !"bad_jwt".equals(code);
        return believed && tokenPayload != null ? TokenPayload.caller(tokenPayload) : Optional.empty();
    }
}
