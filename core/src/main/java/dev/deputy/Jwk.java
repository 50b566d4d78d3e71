package dev.deputy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of a JWK set (RFC 7517, RFC 7518 section 6, RFC 8037). */
final class Jwk {

    private static final int MIN_RSA_BITS = 2048; // RFC 7518, section 3.3
    private static final int MAX_RSA_BITS = 8192; // beyond, each verification costs more than a service has
    private static final ECParameterSpec P256 = p256();

    private final Map<?, ?> members;
    private final Crypto crypto;

    private Jwk(Map<?, ?> members, Crypto crypto) {
        this.members = members;
        this.crypto = crypto;
    }

    /**
     * The key, or null when it is of no use for verifying tokens.
     *
     * @param crypto what it will verify them with
     */
    static @Nullable SigningKey read(Map<?, ?> members, Crypto crypto) {
        try {
            return new Jwk(members, crypto).key();
        } catch (GeneralSecurityException | MalformedException e) {
            return null;
        }
    }

    private @Nullable SigningKey key() throws GeneralSecurityException {
        if (!(members.get("kid") instanceof String kid) || !isForVerifying()) {
            return null;
        }
        Algorithm algorithm = algorithm();
        if (algorithm == null) {
            return null;
        }
        if (members.containsKey("alg") && !algorithm.toString().equals(members.get("alg"))) {
            return null;
        }
        PublicKey key = publicKey(algorithm);
        if (key == null) {
            return null;
        }
        PublicKey usable = crypto.translated(key);
        crypto.signature(algorithm.jca()).initVerify(usable); // what the provider cannot use must not be a key
        return new SigningKey(kid, algorithm, usable, crypto);
    }

    private boolean isForVerifying() {
        boolean use = !members.containsKey("use") || "sig".equals(members.get("use"));
        boolean operations = !members.containsKey("key_ops")
                || (members.get("key_ops") instanceof List<?> names && names.contains("verify"));
        return use && operations;
    }

    /** What the key is for by its type; a key of the type oct is a secret that nobody should publish. */
    private @Nullable Algorithm algorithm() {
        Object type = members.get("kty");
        Object curve = members.get("crv");
        if ("EC".equals(type) && "P-256".equals(curve)) {
            return Algorithm.ES256;
        }
        if ("OKP".equals(type) && "Ed25519".equals(curve)) {
            return Algorithm.EDDSA;
        }
        return "RSA".equals(type) ? Algorithm.RS256 : null;
    }

    private @Nullable PublicKey publicKey(Algorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case ES256 -> ec(bytes("x"), bytes("y"));
            case RS256 -> rsa(new BigInteger(1, bytes("n")), new BigInteger(1, bytes("e")));
            case EDDSA -> ed25519(bytes("x"));
            case HS256 -> null;
        };
    }

    private static @Nullable PublicKey ec(byte[] xBytes, byte[] yBytes) throws GeneralSecurityException {
        if (xBytes.length != 32 || yBytes.length != 32) {
            return null;
        }
        BigInteger x = new BigInteger(1, xBytes);
        BigInteger y = new BigInteger(1, yBytes);
        BigInteger p = ((ECFieldFp) P256.getCurve().getField()).getP();
        BigInteger right = x.pow(3)
                .add(P256.getCurve().getA().multiply(x))
                .add(P256.getCurve().getB());
        boolean onCurve =
                x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right.mod(p));
        return onCurve
                ? KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), P256))
                : null;
    }

    private static @Nullable PublicKey rsa(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        if (modulus.bitLength() < MIN_RSA_BITS
                || modulus.bitLength() > MAX_RSA_BITS
                || exponent.compareTo(BigInteger.TWO) <= 0
                || !exponent.testBit(0)
                || exponent.bitLength() > 32) {
            return null;
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /** RFC 8032, section 5.1.2: y in little-endian order, and x's lowest bit in the highest bit of the last byte. */
    private static @Nullable PublicKey ed25519(byte[] x) throws GeneralSecurityException {
        if (x.length != 32) {
            return null;
        }
        byte[] y = new byte[32];
        for (int i = 0; i < 32; i++) {
            y[i] = x[31 - i];
        }
        boolean xIsOdd = y[0] < 0;
        y[0] &= 0x7f;
        EdECPoint point = new EdECPoint(xIsOdd, new BigInteger(1, y));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private byte[] bytes(String name) {
        if (!(members.get(name) instanceof String text)) {
            throw new MalformedException("no text named " + name);
        }
        return Base64Url.decode(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks the curve P-256", e);
        }
    }
}
