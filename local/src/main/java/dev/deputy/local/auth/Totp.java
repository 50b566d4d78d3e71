package dev.deputy.local.auth;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The codes of authenticator apps (RFC 6238): six digits, a new one every 30 seconds, HMAC-SHA-1. */
final class Totp {

    static final int PERIOD_SECONDS = 30;

    /** A code is good for one period longer on both sides, for clocks that differ and people who type. */
    static final int SKEW = 1;

    private static final int SECRET_BYTES = 20; // RFC 4226, section 4: as long as the hash is recommended
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** A new secret, in base32. */
    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base32.encode(bytes);
    }

    /** What the app shows at that time. */
    static String code(String secret, Instant time) {
        return code(secret, step(time));
    }

    static boolean isRight(String code, String secret, Instant time) {
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        long now = step(time);
        // count() rather than anyMatch(): all comparisons take place whatever the code.
        return LongStream.rangeClosed(now - SKEW, now + SKEW)
                        .filter(step ->
                                MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), given))
                        .count()
                > 0;
    }

    /** The address that an app reads from a QR code. */
    static String uri(String issuer, String account, String secret) {
        return "otpauth://totp/" + encode(issuer) + ":" + encode(account) + "?algorithm=SHA1&digits=6&issuer="
                + encode(issuer) + "&period=" + PERIOD_SECONDS + "&secret=" + secret;
    }

    private static long step(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), PERIOD_SECONDS);
    }

    /** RFC 4226, section 5.3. */
    private static String code(String secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base32.decode(secret), "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 is missing from this Java", e);
        }
    }

    /** Apps show a plus sign as one, so a space must be {@code %20}. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
