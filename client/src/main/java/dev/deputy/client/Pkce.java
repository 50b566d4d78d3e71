package dev.deputy.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that shows that who ends a sign-in is who began it (RFC 7636): the challenge goes along at the begin, the
 * verifier at the end. Keep the verifier where only this browser's session gets it.
 */
public record Pkce(String verifier, String challenge) {

    static final String METHOD = "s256";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one. */
    public static Pkce generate() {
        byte[] bytes = new byte[48];
        RANDOM.nextBytes(bytes);
        return of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The one with this verifier. */
    public static Pkce of(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return new Pkce(verifier, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }

    /** The challenge, which is no secret. */
    @Override
    public String toString() {
        return "Pkce[" + challenge + "]";
    }
}
