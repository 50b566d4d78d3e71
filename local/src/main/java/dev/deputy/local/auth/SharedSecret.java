package dev.deputy.local.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The project's JWT secret (HS256). Its characters are the key as they are, even where they look like base64. */
final class SharedSecret {

    private final SecretKeySpec key;

    SharedSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            // RFC 7518, section 3.2: as long as the hash at least.
            throw new IllegalArgumentException("The JWT secret must have 32 characters or more");
        }
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }

    boolean verify(byte[] message, byte[] proof) {
        return MessageDigest.isEqual(sign(message), proof);
    }
}
