package dev.deputy;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/** Verifies ES256 and EdDSA, whose signatures are two numbers of 32 bytes each (RFC 7518, section 3.4; RFC 8032). */
record CurveSignature(Crypto crypto, Algorithm algorithm, PublicKey key) implements SigningKey.Check {

    private static final int LENGTH = 64;

    /** The order of P-256's group (SEC 2, section 2.4.2). */
    private static final byte[] P256_ORDER =
            HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    /** Not for RS256, above all: the JDK's verification of it is not strict enough, see {@link RsaSignature}. */
    CurveSignature {
        if (algorithm != Algorithm.ES256 && algorithm != Algorithm.EDDSA) {
            throw new IllegalArgumentException(algorithm + " is on no curve");
        }
    }

    @Override
    public boolean passes(byte[] input, int length, byte[] signature) throws GeneralSecurityException {
        if (signature.length != LENGTH) {
            return false;
        }
        if (algorithm == Algorithm.ES256 && !(isInGroup(signature, 0) && isInGroup(signature, LENGTH / 2))) {
            return false;
        }
        Signature verification = crypto.signature(algorithm.jca());
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
