package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A key pair for ES256 (RFC 7518, section 3.4): signs tokens, and shows its public half to whoever verifies them. */
final class EllipticCurveKey implements SigningKey {

    private static final String CURVE = "secp256r1";
    private static final int COORDINATE_BYTES = 32;

    private final String id;
    private final ECPrivateKey privateKey;
    private final ECPublicKey publicKey;

    private EllipticCurveKey(String id, ECPrivateKey privateKey, ECPublicKey publicKey) {
        this.id = id;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    static EllipticCurveKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            KeyPair pair = generator.generateKeyPair();
            return new EllipticCurveKey(
                    UUID.randomUUID().toString(), (ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /** As {@link SigningKey#fromPrivateJwk}. */
    static EllipticCurveKey fromPrivateJwk(JsonNode jwk) {
        if (!jwk.path("crv").asString("").equals("P-256")) {
            throw new IllegalArgumentException("crv must be P-256, for ES256");
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPoint point = new ECPoint(Jwk.number(jwk, "x"), Jwk.number(jwk, "y"));
            EllipticCurveKey key = new EllipticCurveKey(
                    Jwk.text(jwk, "kid"),
                    (ECPrivateKey) factory.generatePrivate(new ECPrivateKeySpec(Jwk.number(jwk, "d"), curve)),
                    (ECPublicKey) factory.generatePublic(new ECPublicKeySpec(point, curve)));
            return Jwk.checked(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("x, y and d make no key of P-256");
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String algorithm() {
        return "ES256";
    }

    @Override
    public ObjectNode header() {
        return Json.object().put("alg", algorithm()).put("kid", id).put("typ", "JWT");
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            // JWS wants the two numbers side by side (RFC 7518, section 3.4), not the DER that Java gives by default.
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    @Override
    public boolean verify(byte[] message, byte[] proof) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(publicKey);
            signature.update(message);
            return signature.verify(proof);
        } catch (GeneralSecurityException e) {
            return false; // a signature of the wrong length ends here
        }
    }

    @Override
    public Optional<ObjectNode> publicJwk() {
        ObjectNode jwk = coordinates();
        jwk.putArray("key_ops").add("verify");
        return Optional.of(jwk);
    }

    @Override
    public ObjectNode toPrivateJwk() {
        return coordinates().put("d", bytes(privateKey.getS()));
    }

    private ObjectNode coordinates() {
        return Json.object()
                .put("kty", "EC")
                .put("kid", id)
                .put("alg", "ES256")
                .put("use", "sig")
                .put("crv", "P-256")
                .put("x", bytes(publicKey.getW().getAffineX()))
                .put("y", bytes(publicKey.getW().getAffineY()));
    }

    /** RFC 7518, section 6.2.1.2: always the full length of the curve's field. */
    private static String bytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(signed.length, COORDINATE_BYTES);
        System.arraycopy(signed, signed.length - length, padded, COORDINATE_BYTES - length, length);
        String text = Base64Url.encode(padded);
        Arrays.fill(padded, (byte) 0);
        return text;
    }

    private static IllegalStateException unsupported(GeneralSecurityException e) {
        return new IllegalStateException("ES256 does not work with this Java or this key", e);
    }
}
