package dev.deputy;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How a token can be signed: the algorithms of RFC 7518 and RFC 8037 that Supabase signs with. */
public enum Algorithm {
    /** HMAC with SHA-256 and the project's secret. */
    HS256("HS256", "HmacSHA256", 32),
    /** ECDSA on the curve P-256 with SHA-256; what new projects use. */
    ES256("ES256", "SHA256withECDSAinP1363Format", 64),
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256("RS256", "SHA256withRSA", -1),
    /** Ed25519. */
    EDDSA("EdDSA", "Ed25519", 64);

    /** The order of P-256's group (SEC 2, section 2.4.2). */
    private static final byte[] P256_ORDER =
            HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    private final String jose;
    private final String jca;
    private final int signatureLength;

    Algorithm(String jose, String jca, int signatureLength) {
        this.jose = jose;
        this.jca = jca;
        this.signatureLength = signatureLength;
    }

    /** The algorithm's name in a token's header, compared exactly. */
    static @Nullable Algorithm named(String jose) {
        for (Algorithm algorithm : values()) {
            if (algorithm.jose.equals(jose)) {
                return algorithm;
            }
        }
        return null;
    }

    /** The algorithm's name in a token's header. */
    @Override
    public String toString() {
        return jose;
    }

    String jca() {
        return jca;
    }

    /**
     * Whether the first bytes of the input were signed with the private half of the key. Not for RS256: see
     * {@link RsaSignature}.
     */
    boolean verifies(Crypto crypto, PublicKey key, byte[] input, int length, byte[] signature)
            throws GeneralSecurityException {
        if (signatureLength >= 0 && signature.length != signatureLength) {
            return false;
        }
        if (this == ES256 && !(isInGroup(signature, 0) && isInGroup(signature, 32))) {
            return false;
        }
        Signature verification = crypto.signature(jca);
        verification.initVerify(key);
        verification.update(input, 0, length);
        return verification.verify(signature);
    }

    /**
     * Whether r or s is in 1..n-1. JDKs before April 2022 took zeros for a signature of everything (CVE-2022-21449), and
     * a provider may do so again.
     */
    private static boolean isInGroup(byte[] signature, int from) {
        int to = from + P256_ORDER.length;
        return Arrays.compareUnsigned(signature, from, to, P256_ORDER, 0, P256_ORDER.length) < 0
                && !Arrays.equals(signature, from, to, new byte[P256_ORDER.length], 0, P256_ORDER.length);
    }
}
