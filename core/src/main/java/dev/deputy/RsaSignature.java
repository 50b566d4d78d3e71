package dev.deputy;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import javax.crypto.Cipher;

/**
 * Verifies RSASSA-PKCS1-v1_5 with SHA-256 as RFC 8017, section 8.2.2, has it: what the signature recovers must be the
 * one encoding of the digest, byte for byte. The JDK's own verification parses it, and takes encodings without the NULL.
 */
final class RsaSignature {

    /** RFC 8017, section 9.2, note 1: what stands before a SHA-256 digest. */
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private static final int DIGEST_LENGTH = 32;

    private RsaSignature() {}

    static boolean verifies(Crypto crypto, RSAPublicKey key, byte[] input, int length, byte[] signature)
            throws GeneralSecurityException {
        if (signature.length != (key.getModulus().bitLength() + 7) / 8) {
            return false;
        }
        byte[] expected = new byte[DIGEST_INFO.length + DIGEST_LENGTH];
        System.arraycopy(DIGEST_INFO, 0, expected, 0, DIGEST_INFO.length);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(input, 0, length);
        digest.digest(expected, DIGEST_INFO.length, DIGEST_LENGTH);

        // To the JCA, recovering a signature is decryption with a public key; it checks the padding 00 01 ff … ff 00.
        Cipher recovery = crypto.cipher("RSA/ECB/PKCS1Padding");
        recovery.init(Cipher.DECRYPT_MODE, key);
        return MessageDigest.isEqual(expected, recovery.doFinal(signature));
    }
}
