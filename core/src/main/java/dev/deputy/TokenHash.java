package dev.deputy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a token, or of a part of it, to know it again without keeping it. */
record TokenHash(long a, long b, long c, long d) {

    private static final MessageDigest SHA_256 = sha256();

    static TokenHash of(String text) {
        try {
            MessageDigest digest = (MessageDigest) SHA_256.clone(); // cheaper than looking the provider up
            // A character outside of ISO 8859-1 becomes '?', which no good token has.
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.ISO_8859_1)));
            return new TokenHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JVM's SHA-256 cannot be cloned", e);
        }
    }

    /** Any part of a good hash is a good hash. */
    @Override
    public int hashCode() {
        return (int) a;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}
