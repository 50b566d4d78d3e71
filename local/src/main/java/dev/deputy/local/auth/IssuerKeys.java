package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The public keys of somebody else (RFC 7517), to verify what they signed. */
final class IssuerKeys {

    private record Key(String id, String algorithm, String javaName, PublicKey key) {}

    private final List<Key> keys;

    private IssuerKeys(List<Key> keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException when this is no key set, or one without a key of a kind that we know */
    static IssuerKeys parse(String keySet) {
        List<Key> keys = new ArrayList<>();
        try {
            for (JsonNode jwk : Json.parseObject(keySet).path("keys")) {
                switch (jwk.path("kty").asString("")) {
                    case "RSA" -> keys.add(rsa(jwk));
                    case "EC" -> keys.add(ellipticCurve(jwk));
                    default -> {} // of another kind, as key sets may have
                }
            }
        } catch (JacksonException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The keys of an issuer of ID tokens must be a JSON Web Key Set", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("The keys of an issuer of ID tokens have none for RS256 or ES256");
        }
        return new IssuerKeys(keys);
    }

    /** Whether one of the keys signed the token. A token that names its key was signed by that one or by none. */
    boolean haveSigned(Jws token) {
        String algorithm = token.header().path("alg").asString("");
        String id = token.header().path("kid").asString("");
        return keys.stream()
                .filter(key -> key.algorithm().equals(algorithm))
                .filter(key -> id.isEmpty() || key.id().isEmpty() || key.id().equals(id))
                .anyMatch(key -> isRight(key, token));
    }

    private static boolean isRight(Key key, Jws token) {
        try {
            Signature signature = Signature.getInstance(key.javaName());
            signature.initVerify(key.key());
            signature.update(token.message());
            return signature.verify(token.signature());
        } catch (GeneralSecurityException e) {
            return false; // a signature of the wrong length ends here
        }
    }

    private static Key rsa(JsonNode jwk) throws GeneralSecurityException {
        PublicKey key =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        return new Key(jwk.path("kid").asString(""), "RS256", "SHA256withRSA", key);
    }

    private static Key ellipticCurve(JsonNode jwk) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
        return new Key(jwk.path("kid").asString(""), "ES256", "SHA256withECDSAinP1363Format", key);
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, Base64Url.decode(jwk.required(name).asString()));
    }
}
