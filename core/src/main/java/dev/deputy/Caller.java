package dev.deputy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sent the request: a user of the Supabase project, proven by an access token that a {@link TokenVerifier}
 * accepted. Immutable. Nothing but a verifier can make one.
 *
 * <p>Only {@link #role()} and {@link #appMetadata()} are the project's word; {@link #userMetadata()} is the user's own
 * and says nothing about what they may do.
 *
 * @see <a href="https://supabase.com/docs/guides/auth/jwt-fields">Supabase: JWT claims reference</a>
 */
public final class Caller {

    private final VerifiedClaims claims;
    private final String accessToken;
    private volatile @Nullable Map<String, Object> all;

    Caller(VerifiedClaims claims, String accessToken) {
        this.claims = claims;
        this.accessToken = accessToken;
    }

    /**
     * The user's id: the token's subject, which is {@code auth.uid()} in Postgres.
     *
     * @throws IllegalStateException when the token is a configured third party's and its subject is no UUID; see
     *     {@link #subject()}
     */
    public UUID userId() {
        return claims.userId();
    }

    /** The token's subject as text: the user's id in lower case, or whatever a configured third party calls its users. */
    public String subject() {
        return claims.subject();
    }

    /** The Postgres role to act as; {@code authenticated} unless the project uses roles of its own. */
    public String role() {
        return claims.role();
    }

    /** Who issued the token; empty only where the issuer's check was switched off and the token names none. */
    public Optional<String> issuer() {
        return claims.text("iss");
    }

    /** The user's e-mail address, if the token has one. */
    public Optional<String> email() {
        return claims.text("email");
    }

    /** The user's phone number, if the token has one. */
    public Optional<String> phone() {
        return claims.text("phone");
    }

    /**
     * What the token was signed with. While a project moves from its secret to signing keys, this says who still comes
     * with a token of the secret.
     */
    public Algorithm algorithm() {
        return claims.algorithm();
    }

    /** When the token ends; the caller's proof is worth nothing afterwards. */
    public Instant expiresAt() {
        return claims.expiresAt();
    }

    /** The sign-in session, if the token has one. */
    public Optional<UUID> sessionId() {
        return claims.sessionId();
    }

    /** The authenticator assurance level: {@code aal1}, or {@code aal2} after a second factor. */
    public Optional<String> aal() {
        return claims.text("aal");
    }

    /** Whether the user signed in without an account ({@code signInAnonymously}). Such users are users. */
    public boolean isAnonymous() {
        return claims.isAnonymous();
    }

    /** The OAuth client that the token was issued to, if it was issued by the project's OAuth server. */
    public Optional<String> clientId() {
        return claims.text("client_id");
    }

    /** What the project says about the user; the only metadata that is fit for authorization. Unmodifiable. */
    public Map<String, Object> appMetadata() {
        return claims.object("app_metadata");
    }

    /** What users say about themselves and can change at will; never a basis for authorization. Unmodifiable. */
    public Map<String, Object> userMetadata() {
        return claims.object("user_metadata");
    }

    /**
     * All claims, in the token's order, as JSON types: {@code String}, {@code Boolean}, {@code Long} or
     * {@code BigDecimal}, {@code List}, {@code Map}. A JSON null is left out. Unmodifiable.
     */
    public Map<String, Object> claims() {
        Map<String, Object> map = all;
        if (map == null) {
            map = claims.all();
            all = map;
        }
        return map;
    }

    /** The claims as the JSON text that was signed, as PostgREST hands it to Postgres in {@code request.jwt.claims}. */
    public String claimsAsJson() {
        return claims.json();
    }

    VerifiedClaims verified() {
        return claims;
    }

    /** The access token itself, with which one acts as the caller at Supabase. A credential: not for logs or answers. */
    public String accessToken() {
        return accessToken;
    }

    /** Two callers are equal when all that was verified about them is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Caller that && claims.equals(that.claims);
    }

    @Override
    public int hashCode() {
        return claims.hashCode();
    }

    /** The subject and the role; no token and no personal data. */
    @Override
    public String toString() {
        return "Caller[" + subject() + ", " + role() + "]";
    }
}
