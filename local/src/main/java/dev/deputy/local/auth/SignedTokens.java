package dev.deputy.local.auth;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells tokens that this project's keys signed from any others. What their claims say, their times included, is for the
 * caller to judge. Immutable.
 */
public final class SignedTokens {

    private final SharedSecret secret;
    private final SigningKey signingKey;

    public SignedTokens(ProjectKeys keys) {
        this.secret = new SharedSecret(keys.jwtSecret());
        this.signingKey = keys.signingKey();
    }

    /** The claims of a token that was signed with the secret or the signing key; empty for any other text. */
    public Optional<ObjectNode> claims(String token) {
        try {
            Jws jws = Jws.parse(token);
            return isSigned(jws) ? Optional.of(jws.claims()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The key goes by the algorithm, never the other way round: a public key is no secret. */
    private boolean isSigned(Jws jws) {
        // RFC 7515, section 4.1.11: a critical header that we do not know (we know none) makes the token invalid.
        if (jws.header().has("crit")) {
            return false;
        }
        return switch (jws.header().path("alg").asString("")) {
            case "HS256" -> secret.verify(jws.message(), jws.signature());
            case "ES256" ->
                signingKey.id().equals(jws.header().path("kid").asString(""))
                        && signingKey.verify(jws.message(), jws.signature());
            default -> false;
        };
    }
}
