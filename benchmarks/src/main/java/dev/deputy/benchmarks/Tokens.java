package dev.deputy.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A project's keys, and access tokens as Supabase Auth writes them. */
final class Tokens {

    static final String PROJECT = "https://abcdefghijklmnopqrst.supabase.co";
    static final String ISSUER = PROJECT + "/auth/v1";
    static final String KEY_ID = "b1946ac9-2f3e-4c6a-9a9e-0d7c6f1e2a3b";

    final String algorithm;
    final String secret = UUID.randomUUID() + "-" + UUID.randomUUID();
    final KeyPair keys;
    private final long now = System.currentTimeMillis() / 1000;

    Tokens(String algorithm) throws GeneralSecurityException {
        this.algorithm = algorithm;
        if (algorithm.equals("RS256")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } else {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        }
    }

    /** An access token of a user of its own, of the usual size and with the usual claims. */
    String mint(long user) throws GeneralSecurityException {
        return mint(user, KEY_ID);
    }

    /** The same with another key id in its header. */
    String mint(long user, String keyId) throws GeneralSecurityException {
        String header = algorithm.equals("HS256")
                ? "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"
                : "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\",\"typ\":\"JWT\"}";
        String payload = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + new UUID(0x4000L, 0x8000000000000000L | user)
                + "\",\"aud\":\"authenticated\",\"exp\":" + (now + 86_400) + ",\"iat\":" + now
                + ",\"email\":\"ada" + user + "@example.com\",\"phone\":\"\","
                + "\"app_metadata\":{\"provider\":\"email\",\"providers\":[\"email\"]},"
                + "\"user_metadata\":{\"email\":\"ada" + user + "@example.com\",\"email_verified\":true,"
                + "\"full_name\":\"Ada Lovelace\",\"phone_verified\":false},"
                + "\"role\":\"authenticated\",\"aal\":\"aal1\",\"amr\":[{\"method\":\"password\",\"timestamp\":" + now
                + "}],\"session_id\":\"" + new UUID(0x4001L, 0x8000000000000000L | user) + "\",\"is_anonymous\":false}";
        String input = encode(header.getBytes(UTF_8)) + "." + encode(payload.getBytes(UTF_8));
        return input + "." + encode(sign(input.getBytes(US_ASCII)));
    }

    private byte[] sign(byte[] input) throws GeneralSecurityException {
        if (algorithm.equals("HS256")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(hmacKey());
            return mac.doFinal(input);
        }
        Signature signature = Signature.getInstance(jcaName());
        signature.initSign(keys.getPrivate());
        signature.update(input);
        return signature.sign();
    }

    SecretKeySpec hmacKey() {
        return new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    }

    String jcaName() {
        return algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
    }

    /** The public key as a JWK set. */
    String jwks() {
        if (algorithm.equals("RS256")) {
            RSAPublicKey key = (RSAPublicKey) keys.getPublic();
            return "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"" + KEY_ID + "\",\"n\":\""
                    + encode(unsigned(key.getModulus(), 256)) + "\",\"e\":\"AQAB\"}]}";
        }
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"" + KEY_ID
                + "\",\"x\":\"" + encode(unsigned(key.getW().getAffineX(), 32)) + "\",\"y\":\""
                + encode(unsigned(key.getW().getAffineY(), 32)) + "\"}]}";
    }

    private static byte[] unsigned(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[length];
        int from = Math.max(0, bytes.length - length);
        byte[] significant = Arrays.copyOfRange(bytes, from, bytes.length);
        System.arraycopy(significant, 0, padded, length - significant.length, significant.length);
        return padded;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
