package dev.deputy.local.auth;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What a user would get by mail. Nothing is mailed yet, so only a hash that no code has is made. */
final class OneTimeCode {

    private static final SecureRandom RANDOM = new SecureRandom();

    private OneTimeCode() {}

    /** As long as the SHA-224 hash that GoTrue keeps. */
    static String newHash() {
        byte[] bytes = new byte[28];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
