package dev.deputy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A project's HS256 secret. Its key is the UTF-8 bytes of the text, though hosted secrets look like base64. */
final class HmacSecret {

    private static final String ALGORITHM = Algorithm.HS256.jca();

    /** Never used itself, only cloned: a clone costs a fraction of what making and keying a new one does. */
    private final Mac keyed;

    /** A clone that nobody uses at the moment, if there is one: not even cloning costs nothing. */
    private final AtomicReference<@Nullable Mac> spare = new AtomicReference<>();

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
        Mac mac = spare.getAndSet(null);
        if (mac == null) {
            mac = anotherMac();
        }
        mac.update(input, 0, length);
        byte[] expected = mac.doFinal(); // ready for the next input again
        spare.set(mac);
        return MessageDigest.isEqual(expected, signature); // in constant time, the whole length
    }

    private Mac anotherMac() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JVM's " + ALGORITHM + " cannot be cloned", e);
        }
    }
}
