package dev.deputy.local.auth;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What access tokens are signed with: a key pair, or a secret that whoever verifies must have too. */
interface SigningKey {

    /** A new key pair for ES256. */
    static SigningKey generate() {
        return EllipticCurveKey.generate();
    }

    /**
     * The key from the form that {@link #toPrivateJwk()} gave, or other programs make (RFC 7517, RFC 7518 section 6).
     *
     * @throws IllegalArgumentException when it is no private key of a kind we know; the message has nothing of it
     */
    static SigningKey fromPrivateJwk(JsonNode jwk) {
        String type = jwk.path("kty").asString("");
        return switch (type) {
            case "EC" -> EllipticCurveKey.fromPrivateJwk(jwk);
            case "RSA" -> RsaKey.fromPrivateJwk(jwk);
            case "oct" -> SharedSecret.fromJwk(jwk);
            default -> throw new IllegalArgumentException("kty must be EC, RSA or oct");
        };
    }

    /** What tokens name it by ({@code kid}). */
    String id();

    /** The name of the algorithm in a token's header. */
    String algorithm();

    /** The header of the tokens that it signs. */
    ObjectNode header();

    byte[] sign(byte[] message);

    boolean verify(byte[] message, byte[] proof);

    /** What the key set publishes; empty for a secret. */
    Optional<ObjectNode> publicJwk();

    /** With the private half: for the file beside the data only. */
    ObjectNode toPrivateJwk();
}
