package dev.deputy.local.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What a user gets by mail or text message, and types. The database has only its hash. */
final class OneTimeCode {

    /** Marks the hash of a flow that ends with a code for the client's server (PKCE), instead of with tokens. */
    static final String PKCE = "pkce_";

    private static final SecureRandom RANDOM = new SecureRandom();

    private OneTimeCode() {}

    /** As many digits as that. */
    static String next(int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + RANDOM.nextInt(10)));
        }
        return digits.toString();
    }

    /** The hash by which a code is found, as GoTrue makes it, so that the data can move to a hosted project. */
    static String hash(String addressOrNumber, String code) {
        try {
            byte[] text = (addressOrNumber + code).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-224").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-224 is missing from this Java", e);
        }
    }
}
