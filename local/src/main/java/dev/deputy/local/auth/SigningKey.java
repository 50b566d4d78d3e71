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
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An ES256 key pair (RFC 7518, section 3.4): signs tokens, and shows its public half to whoever verifies them. */
final class SigningKey {

    private static final String CURVE = "secp256r1";
    private static final int COORDINATE_BYTES = 32;

    private final String id;
    private final ECPrivateKey privateKey;
    private final ECPublicKey publicKey;

    private SigningKey(String id, ECPrivateKey privateKey, ECPublicKey publicKey) {
        this.id = id;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    static SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(
                    UUID.randomUUID().toString(), (ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /** The key from the form that {@link #toPrivateJwk()} gave. */
    static SigningKey fromPrivateJwk(JsonNode jwk) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
            return new SigningKey(
                    jwk.required("kid").asString(),
                    (ECPrivateKey) factory.generatePrivate(new ECPrivateKeySpec(number(jwk, "d"), curve)),
                    (ECPublicKey) factory.generatePublic(new ECPublicKeySpec(point, curve)));
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    String id() {
        return id;
    }

    byte[] sign(byte[] message) {
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

    boolean verify(byte[] message, byte[] proof) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(publicKey);
            signature.update(message);
            return signature.verify(proof);
        } catch (GeneralSecurityException e) {
            return false; // a signature of the wrong length ends here
        }
    }

    /** What the key set publishes. */
    ObjectNode toPublicJwk() {
        ObjectNode jwk = coordinates();
        jwk.putArray("key_ops").add("verify");
        return jwk;
    }

    /** With the private half: for the file beside the data only. */
    ObjectNode toPrivateJwk() {
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

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, Base64Url.decode(jwk.required(name).asString()));
    }

    private static IllegalStateException unsupported(GeneralSecurityException e) {
        return new IllegalStateException("ES256 does not work with this Java or this key", e);
    }
}
