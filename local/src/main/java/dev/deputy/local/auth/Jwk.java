package dev.deputy.local.auth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Reads the members of a private key in JSON (RFC 7518, section 6). What goes wrong is said without what was read. */
final class Jwk {

    private Jwk() {}

    static String text(JsonNode jwk, String name) {
        String text = jwk.path(name).asString("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    static byte[] bytes(JsonNode jwk, String name) {
        String text = text(jwk, name);
        try {
            return Base64Url.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is not base64url");
        }
    }

    static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, bytes(jwk, name));
    }

    /** Returns the key if its halves belong together. */
    static <K extends SigningKey> K checked(K key) {
        byte[] message = "a message".getBytes(StandardCharsets.US_ASCII);
        if (!key.verify(message, key.sign(message))) {
            throw new IllegalArgumentException("its public half does not belong to its private half");
        }
        return key;
    }
}
