package dev.deputy;

import java.util.Objects;

/**
 * The token is bad: a fact, and the caller's to mend. The message names the reason, never the token or anything in it.
 *
 * <p>It carries no stack trace: bad tokens are everyday events, and anyone may send many.
 */
public final class InvalidTokenException extends RuntimeException {

    private final Reason reason;

    /** A refusal for the given reason. */
    public InvalidTokenException(Reason reason) {
        super(Objects.requireNonNull(reason, "reason").description, null, false, false);
        this.reason = reason;
    }

    /** Why the token was refused; for logs and metrics, not for the client. */
    public Reason reason() {
        return reason;
    }

    /** Why a token was refused. */
    public enum Reason {
        /** Not a compact JWS with JSON header and payload in their strict grammar (RFC 7515, RFC 8259). */
        MALFORMED("the token is not a well-formed signed JWT", false),
        /** The header asks for an algorithm, a type or an extension that is not accepted here. */
        UNSUPPORTED("the token's header asks for something that is not accepted", false),
        /** The header names a signing key that the project does not publish. */
        UNKNOWN_KEY("the token names a signing key that the project does not have", false),
        /** The signature does not fit. */
        BAD_SIGNATURE("the token's signature is wrong", false),
        /** A claim that every user's access token has is missing or of the wrong type. */
        BAD_CLAIM("the token lacks a required claim, or has one of the wrong type", false),
        /** The token's time is over. */
        EXPIRED("the token has expired", false),
        /** The token's time has not come. */
        NOT_YET_VALID("the token is not valid yet", false),
        /** The token was issued by somebody else. */
        WRONG_ISSUER("the token comes from another issuer", false),
        /** The token was issued for somebody else. */
        WRONG_AUDIENCE("the token is meant for another audience", false),
        /** Good, but for a role that callers may not have here; becomes 403. */
        ROLE_NOT_ALLOWED("the token's role is not allowed here", true),
        /** Good, but of a user without an account, where accounts are demanded; becomes 403. */
        ANONYMOUS_NOT_ALLOWED("anonymous users are not allowed here", true),
        /** Good, but issued to an OAuth client that is not allowed here; becomes 403. */
        CLIENT_NOT_ALLOWED("tokens of this OAuth client are not allowed here", true),
        /** Good, but of a sign-in without a second factor, where one is demanded. */
        INSUFFICIENT_AAL("a second factor is required", false),
        /** Supabase says that the user has signed out. */
        SESSION_NOT_FOUND("the token's session has ended", false),
        /** Supabase says that the user is banned. */
        USER_BANNED("the user is banned", false),
        /** Supabase says that there is no such user. */
        USER_NOT_FOUND("the user does not exist", false),
        /** Supabase's Auth server refused the token for a reason of its own. */
        REFUSED_BY_AUTH("Supabase refused the token", false);

        private final String description;
        private final boolean forbidden;

        Reason(String description, boolean forbidden) {
            this.description = description;
            this.forbidden = forbidden;
        }

        /** Whether the caller is known but not allowed (403) rather than unknown (401). */
        public boolean isForbidden() {
            return forbidden;
        }
    }
}
