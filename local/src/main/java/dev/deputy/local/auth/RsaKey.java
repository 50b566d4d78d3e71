package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A key pair for RS256 (RFC 7518, section 3.3). */
final class RsaKey implements SigningKey {

    /** RFC 7518, section 3.3: no key may be smaller. */
    private static final int BITS = 2048;

    private final String id;
    private final RSAPrivateCrtKey privateKey;
    private final RSAPublicKey publicKey;

    private RsaKey(String id, RSAPrivateCrtKey privateKey, RSAPublicKey publicKey) {
        this.id = id;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    static RsaKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            return new RsaKey(UUID.randomUUID().toString(), (RSAPrivateCrtKey) pair.getPrivate(), (RSAPublicKey)
                    pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /** As {@link SigningKey#fromPrivateJwk}. */
    static RsaKey fromPrivateJwk(JsonNode jwk) {
        BigInteger modulus = Jwk.number(jwk, "n");
        BigInteger exponent = Jwk.number(jwk, "e");
        if (modulus.bitLength() < BITS) {
            throw new IllegalArgumentException("n must have " + BITS + " bits or more");
        }
        RSAPrivateCrtKeySpec spec = new RSAPrivateCrtKeySpec(
                modulus,
                exponent,
                Jwk.number(jwk, "d"),
                Jwk.number(jwk, "p"),
                Jwk.number(jwk, "q"),
                Jwk.number(jwk, "dp"),
                Jwk.number(jwk, "dq"),
                Jwk.number(jwk, "qi"));
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return Jwk.checked(
                    new RsaKey(Jwk.text(jwk, "kid"), (RSAPrivateCrtKey) factory.generatePrivate(spec), (RSAPublicKey)
                            factory.generatePublic(new RSAPublicKeySpec(modulus, exponent))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("its numbers make no RSA key");
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String algorithm() {
        return "RS256";
    }

    @Override
    public ObjectNode header() {
        return Json.object().put("alg", algorithm()).put("kid", id).put("typ", "JWT");
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
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
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(publicKey);
            signature.update(message);
            return signature.verify(proof);
        } catch (GeneralSecurityException e) {
            return false; // a signature of the wrong length ends here
        }
    }

    @Override
    public Optional<ObjectNode> publicJwk() {
        ObjectNode jwk = numbers();
        jwk.putArray("key_ops").add("verify");
        return Optional.of(jwk);
    }

    @Override
    public ObjectNode toPrivateJwk() {
        return numbers()
                .put("d", text(privateKey.getPrivateExponent()))
                .put("p", text(privateKey.getPrimeP()))
                .put("q", text(privateKey.getPrimeQ()))
                .put("dp", text(privateKey.getPrimeExponentP()))
                .put("dq", text(privateKey.getPrimeExponentQ()))
                .put("qi", text(privateKey.getCrtCoefficient()));
    }

    private ObjectNode numbers() {
        return Json.object()
                .put("kty", "RSA")
                .put("kid", id)
                .put("alg", algorithm())
                .put("use", "sig")
                .put("n", text(publicKey.getModulus()))
                .put("e", text(publicKey.getPublicExponent()));
    }

    /** RFC 7518, section 2 (Base64urlUInt): without leading zeros. */
    private static String text(BigInteger number) {
        byte[] signed = number.toByteArray();
        return Base64Url.encode(
                signed.length > 1 && signed[0] == 0 ? java.util.Arrays.copyOfRange(signed, 1, signed.length) : signed);
    }

    private static IllegalStateException unsupported(GeneralSecurityException e) {
        return new IllegalStateException("RS256 does not work with this Java", e);
    }
}
