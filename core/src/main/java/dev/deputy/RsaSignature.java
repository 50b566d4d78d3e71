package dev.deputy;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Verifies RSASSA-PKCS1-v1_5 with SHA-256 as RFC 8017, section 8.2.2, has it: what the signature recovers must be the
 * one encoding of the digest, byte for byte. The JDK's own verification parses it, and takes encodings without the NULL.
 */
final class RsaSignature implements SigningKey.Check {

    /** RFC 8017, section 9.2, note 1: what stands before a SHA-256 digest. */
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private static final int DIGEST_LENGTH = 32;

    private final Crypto crypto;
    private final RSAPublicKey key;
    private final int length;

    /** Ready for the key and used by nobody at the moment, if there is one: another costs a tenth of a verification. */
    private final AtomicReference<@Nullable Cipher> spare = new AtomicReference<>();

    RsaSignature(Crypto crypto, RSAPublicKey key) {
        this.crypto = crypto;
        this.key = key;
        this.length = (key.getModulus().bitLength() + 7) / 8;
    }

    @Override
    public boolean passes(byte[] input, int inputLength, byte[] signature) throws GeneralSecurityException {
        if (signature.length != length) {
            return false;
        }
        byte[] expected = new byte[DIGEST_INFO.length + DIGEST_LENGTH];
        System.arraycopy(DIGEST_INFO, 0, expected, 0, DIGEST_INFO.length);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(input, 0, inputLength);
        digest.digest(expected, DIGEST_INFO.length, DIGEST_LENGTH);
        return MessageDigest.isEqual(expected, recovered(signature));
    }

    private byte[] recovered(byte[] signature) throws GeneralSecurityException {
        Cipher recovery = spare.getAndSet(null);
        if (recovery == null) {
            recovery = anotherCipher();
        }
        byte[] recovered = recovery.doFinal(signature); // one that throws is in an unknown state, and not used again
        spare.set(recovery);
        return recovered;
    }

    /** To the JCA, recovering a signature is decryption with a public key; it checks the padding 00 01 ff … ff 00. */
    private Cipher anotherCipher() throws GeneralSecurityException {
        Cipher recovery = crypto.cipher("RSA/ECB/PKCS1Padding");
        recovery.init(Cipher.DECRYPT_MODE, key);
        return recovery;
    }
}
