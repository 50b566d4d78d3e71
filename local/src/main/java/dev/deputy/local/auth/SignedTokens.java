package dev.deputy.local.auth;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells tokens that this project's keys signed from any others. What their claims say, their times included, is for the
 * caller to judge. Safe for use by several threads.
 */
public final class SignedTokens {

    private final ProjectKeys keys;

    public SignedTokens(ProjectKeys keys) {
        this.keys = keys;
    }

    /** The claims of a token that one of the project's keys signed; empty for any other text. */
    public Optional<ObjectNode> claims(String token) {
        try {
            Jws jws = Jws.parse(token);
            return isOurs(jws) ? Optional.of(jws.claims()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The key goes by the algorithm, never the other way round: a public key is no secret. */
    boolean isOurs(Jws jws) {
        // RFC 7515, section 4.1.11: a critical header that we do not know (we know none) makes the token invalid.
        if (jws.header().has("crit")) {
            return false;
        }
        String algorithm = jws.header().path("alg").asString("");
        String id = jws.header().path("kid").asString("");
        return isSignedBy(keys.signingKeys().believed(algorithm, id), jws)
                || (algorithm.equals("HS256") && isSignedBy(Optional.of(keys.gatewaySecret()), jws));
    }

    private static boolean isSignedBy(Optional<? extends SigningKey> key, Jws jws) {
        return key.isPresent() && key.get().verify(jws.message(), jws.signature());
    }
}
