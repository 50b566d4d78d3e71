package dev.deputy.postgres;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs claims so that {@code deputy.uid()} in the database can tell them from forged ones. Thread-safe. */
final class ClaimsSignature {

    private static final int SHORTEST_SECRET = 32;

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when the secret has fewer than 32 characters */
    ClaimsSignature(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("signClaims: the secret needs at least " + SHORTEST_SECRET
                    + " characters; make one with: openssl rand -hex 32");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            this.key = new SecretKeySpec(digest, "HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-256.", e);
        }
    }

    String of(String claims) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(claims.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256.", e);
        }
    }
}
