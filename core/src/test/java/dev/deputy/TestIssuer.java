package dev.deputy;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A Supabase project's Auth server, as far as tokens go: keys, and tokens signed with them, good and bad. */
final class TestIssuer {

    static final URI PROJECT = URI.create("https://abcdefghijklmnopqrst.supabase.co");
    static final String SECRET = "this-is-a-test-secret-of-more-than-32-bytes-äöü";
    static final String USER = "7e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3f";
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    static final Key ES256 = Key.ec("es-1");
    static final Key RS256 = Key.rsa("rs-1", 2048);
    static final Key EDDSA = Key.ed25519("ed-1");

    private TestIssuer() {}

    /** A key pair with an id. */
    record Key(String kid, Algorithm algorithm, KeyPair pair) {

        static Key ec(String kid) {
            return new Key(kid, Algorithm.ES256, pair("EC", "secp256r1"));
        }

        static Key ec(String kid, String curve) {
            return new Key(kid, Algorithm.ES256, pair("EC", curve));
        }

        static Key rsa(String kid, int bits) {
            return new Key(kid, Algorithm.RS256, pair("RSA", bits));
        }

        static Key ed25519(String kid) {
            return new Key(kid, Algorithm.EDDSA, pair("Ed25519", 255));
        }

        private static KeyPair pair(String algorithm, Object size) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                if (size instanceof Integer bits) {
                    generator.initialize(bits);
                } else {
                    generator.initialize(new ECGenParameterSpec((String) size));
                }
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The public half as the members of a JWK, without braces. */
        String members() {
            String id =
                    "\"kid\":\"" + kid + "\",\"use\":\"sig\",\"key_ops\":[\"verify\"],\"alg\":\"" + algorithm + "\",";
            return id + parameters();
        }

        String parameters() {
            if (pair.getPublic() instanceof ECPublicKey ec) {
                int size = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
                String curve = size == 32 ? "P-256" : "P-384";
                return "\"kty\":\"EC\",\"crv\":\"" + curve + "\",\"x\":\""
                        + encode(unsigned(ec.getW().getAffineX(), size)) + "\",\"y\":\""
                        + encode(unsigned(ec.getW().getAffineY(), size)) + "\"";
            }
            if (pair.getPublic() instanceof RSAPublicKey rsa) {
                int size = (rsa.getModulus().bitLength() + 7) / 8;
                return "\"kty\":\"RSA\",\"n\":\"" + encode(unsigned(rsa.getModulus(), size)) + "\",\"e\":\"AQAB\"";
            }
            EdECPublicKey edwards = (EdECPublicKey) pair.getPublic();
            byte[] x = reversed(unsigned(edwards.getPoint().getY(), 32));
            if (edwards.getPoint().isXOdd()) {
                x[31] |= (byte) 0x80;
            }
            return "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + encode(x) + "\"";
        }

        String header() {
            return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}";
        }

        String jwk() {
            return "{" + members() + "}";
        }
    }

    static String jwks(Key... keys) {
        return jwks(Arrays.stream(keys).map(Key::jwk).toList());
    }

    static String jwks(List<String> jwks) {
        return jwks.stream().collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** The configuration of a project that has it all, and needs no network. */
    static SupabaseConfig.Builder config() {
        return SupabaseConfig.builder(PROJECT).jwtSecret(SECRET).jwks(jwks(ES256, RS256, EDDSA));
    }

    static TokenVerifier verifier(SupabaseConfig.Builder config) {
        return verifier(config, AuthListener.NONE);
    }

    static TokenVerifier verifier(SupabaseConfig.Builder config, AuthListener listener) {
        return new ReportingVerifier(localVerifier(config), listener);
    }

    static LocalVerifier localVerifier(SupabaseConfig.Builder config) {
        return new LocalVerifier(config.build(), CLOCK, (url, mayBeEmpty) -> {
            throw new AssertionError("nothing should be fetched from " + url);
        });
    }

    /** The claims of an ordinary user's token. */
    static String claims() {
        return claims(NOW);
    }

    static String claims(Instant now) {
        return "{\"aal\":\"aal1\",\"amr\":[{\"method\":\"password\",\"timestamp\":" + now.getEpochSecond() + "}],"
                + "\"app_metadata\":{\"provider\":\"email\",\"providers\":[\"email\"]},\"aud\":\"authenticated\","
                + "\"email\":\"ada@example.com\",\"exp\":" + (now.getEpochSecond() + 3600) + ",\"iat\":"
                + now.getEpochSecond() + ",\"is_anonymous\":false,\"iss\":\"" + PROJECT + "/auth/v1\","
                + "\"phone\":\"\",\"role\":\"authenticated\","
                + "\"session_id\":\"0d1f5a53-4f0b-4a0f-8a43-6a3f0e1d2c3b\",\"sub\":\"" + USER + "\","
                + "\"user_metadata\":{\"name\":\"Ada\"}}";
    }

    /** The ordinary claims with one of them replaced, or added, by the JSON of a value. */
    static String claimsWith(String name, String json) {
        return with(claims(), name, json);
    }

    static String claimsWithout(String name) {
        return without(claims(), name);
    }

    static String with(String object, String name, String json) {
        String rest = without(object, name);
        return "{\"" + name + "\":" + json + (rest.equals("{}") ? "" : ",") + rest.substring(1);
    }

    /** Works for the values that claims() has: texts and numbers, and objects and arrays of depth one. */
    static String without(String object, String name) {
        String value = "(\"[^\"]*\"|\\[\\{[^\\]]*\\]|\\{[^{}]*\\}|[^,{}\\[\\]\"]+)";
        String less = object.replaceFirst("\"" + name + "\":" + value + ",?", "");
        return less.replace(",}", "}");
    }

    static String hs256Header() {
        return "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    }

    /** An ordinary token, signed with the key. */
    static String token(Key key) {
        return token(key, claims());
    }

    static String token(Key key, String claims) {
        return token(key, key.header(), claims);
    }

    static String token(Key key, String header, String claims) {
        return sign(key, signingInput(header, claims));
    }

    static String hs256(String claims) {
        return hs256(hs256Header(), claims);
    }

    static String hs256(String header, String claims) {
        return hs256(signingInput(header, claims), SECRET.getBytes(StandardCharsets.UTF_8));
    }

    static String hs256(String signingInput, byte[] secret) {
        return signingInput + "." + encode(hmac("HmacSHA256", secret, signingInput));
    }

    static byte[] hmac(String algorithm, byte[] secret, String input) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(Key key, String signingInput) {
        return signingInput + "."
                + encode(signature(key.algorithm().jca(), key.pair().getPrivate(), signingInput));
    }

    static byte[] signature(String algorithm, PrivateKey key, String input) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signingInput(String header, String claims) {
        return encode(header) + "." + encode(claims);
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] unsigned(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        byte[] result = new byte[size];
        int length = Math.min(size, bytes.length);
        System.arraycopy(bytes, bytes.length - length, result, size - length, length);
        return result;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
