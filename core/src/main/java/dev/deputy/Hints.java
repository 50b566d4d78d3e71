package dev.deputy;

import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator, once each, when good tokens seem to be refused because of a setting. Hints change nothing about
 * the refusal.
 */
final class Hints {

    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

    private enum Kind {
        DECODED_SECRET,
        NO_SECRET,
        ALGORITHM,
        UNKNOWN_ALGORITHM,
        NO_ISSUER,
        OTHER_ISSUER,
        ANON_KEY,
        SERVICE_ROLE_KEY,
        API_KEY,
        ID_TOKEN
    }

    private final @Nullable HmacSecret decodedSecret;
    private final Set<Kind> given = EnumSet.noneOf(Kind.class);

    Hints(@Nullable String secret) {
        this.decodedSecret = secret == null ? null : decoded(secret);
    }

    private static @Nullable HmacSecret decoded(String secret) {
        for (Base64.Decoder decoder : new Base64.Decoder[] {Base64.getDecoder(), Base64.getUrlDecoder()}) {
            try {
                byte[] bytes = decoder.decode(secret);
                return bytes.length == 0 ? null : new HmacSecret(bytes);
            } catch (IllegalArgumentException e) {
                // not this kind of base64
            }
        }
        return null;
    }

    void unsupported(SignedToken token) {
        Algorithm algorithm = token.algorithm();
        if (algorithm == Algorithm.HS256) {
            give(
                    Kind.NO_SECRET,
                    "A token was signed with HS256, and there is no secret for it: if your project still"
                            + " uses its JWT secret, set jwtSecret (SUPABASE_JWT_SECRET).");
        } else if (token.kid() != null) {
            give(
                    Kind.ALGORITHM,
                    "A token was signed with " + algorithm + ", which is not accepted: if your project's"
                            + " signing keys are of this kind, set algorithm.");
        }
    }

    /** For an algorithm that nothing here can verify. */
    void unsupported() {
        give(
                Kind.UNKNOWN_ALGORITHM,
                "A token's header asks for an algorithm or an extension that is never accepted:"
                        + " use signing keys of the kind ES256, RS256 or EdDSA, or the JWT secret (HS256).");
    }

    void badSecret(SignedToken token) {
        if (decodedSecret != null && token.isSignedWith(decodedSecret)) {
            give(
                    Kind.DECODED_SECRET,
                    "A token was signed with the base64-decoded jwtSecret (SUPABASE_JWT_SECRET)."
                            + " Supabase signs with the secret's text as it is: have the program that made the token do so,"
                            + " or, if it is right, set jwtSecret to the text that it uses.");
        }
    }

    /** Only for tokens whose signature was good. */
    void refusedClaims(SignedToken token, InvalidTokenException.Reason reason) {
        JsonObject claims = token.claims();
        Object role = claims.get("role");
        if (claims.get("sub") == null && "anon".equals(role)) {
            give(
                    Kind.ANON_KEY,
                    "The project's anon key was sent as a user's token: it belongs into the apikey header,"
                            + " and the session's access_token into Authorization.");
        } else if (claims.get("sub") == null && "service_role".equals(role)) {
            give(
                    Kind.SERVICE_ROLE_KEY,
                    "The project's service_role key was sent as a user's token. If a browser sent"
                            + " it, replace the key at once; send the session's access_token instead.");
        } else if (role == null && claims.get("auth_time") != null) {
            give(Kind.ID_TOKEN, "An ID token was sent as an access token: send the access_token of the same answer.");
        } else if (reason == InvalidTokenException.Reason.WRONG_ISSUER && claims.get("iss") instanceof String issuer) {
            give(
                    Kind.OTHER_ISSUER,
                    "A token that the project signed names the issuer \"" + printable(issuer)
                            + "\": if that is right, set issuer (SUPABASE_JWT_ISSUER) to it.");
        } else if (reason == InvalidTokenException.Reason.WRONG_ISSUER) {
            give(
                    Kind.NO_ISSUER,
                    "A token that the project signed names no issuer: set GOTRUE_JWT_ISSUER in your"
                            + " self-hosted project, or acceptingAnyIssuer (SUPABASE_JWT_ISSUER=none) here.");
        }
    }

    /** For text that is no token at all. */
    void malformed(String token) {
        if (token.startsWith("sb_")) {
            give(
                    Kind.API_KEY,
                    "An API key (sb_…) was sent as a user's token: it belongs into the apikey header, and the"
                            + " session's access_token into Authorization.");
        }
    }

    private void give(Kind kind, String hint) {
        synchronized (given) {
            if (!given.add(kind)) {
                return;
            }
        }
        log.warn("{} (Said once.)", hint);
    }

    private static String printable(String text) {
        String start = text.substring(0, Math.min(text.length(), 200));
        return start.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
