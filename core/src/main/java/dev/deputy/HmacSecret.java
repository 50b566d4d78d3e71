package dev.deputy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A project's HS256 secret. Its key is the UTF-8 bytes of the text, though hosted secrets look like base64. */
final class HmacSecret {

    private static final String ALGORITHM = Algorithm.HS256.jca();

    /** Never used itself, only cloned: a clone costs a fraction of what making and keying a new one does. */
    private final Mac keyed;

    HmacSecret(String secret) {
        this(secret.getBytes(StandardCharsets.UTF_8));
    }

    HmacSecret(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks " + ALGORITHM, e);
        }
    }

    /** Whether the first bytes of the input were signed with this secret. */
    boolean verifies(byte[] input, int length, byte[] signature) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update(input, 0, length);
            return MessageDigest.isEqual(mac.doFinal(), signature); // in constant time, the whole length
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JVM's " + ALGORITHM + " cannot be cloned", e);
        }
    }
}
