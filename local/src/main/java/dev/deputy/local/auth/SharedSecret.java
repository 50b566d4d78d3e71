package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A secret for HS256. The characters of the project's JWT secret are the key as they are, even where they look like
 * base64.
 */
final class SharedSecret implements SigningKey {

    /** What the project's JWT secret is called in lists; its tokens name no key. */
    static final String PROJECTS = "jwt-secret";

    private final String id;
    private final SecretKeySpec key;

    SharedSecret(String secret) {
        this(PROJECTS, secret.getBytes(StandardCharsets.UTF_8));
    }

    private SharedSecret(String id, byte[] bytes) {
        if (bytes.length < 32) {
            // RFC 7518, section 3.2: as long as the hash at least.
            throw new IllegalArgumentException("The JWT secret must have 32 characters or more");
        }
        this.id = id;
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** As {@link SigningKey#fromPrivateJwk}. */
    static SharedSecret fromJwk(JsonNode jwk) {
        byte[] bytes = Jwk.bytes(jwk, "k");
        if (bytes.length < 32) {
            throw new IllegalArgumentException("k must have 32 bytes or more");
        }
        return new SharedSecret(Jwk.text(jwk, "kid"), bytes);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String algorithm() {
        return "HS256";
    }

    @Override
    public ObjectNode header() {
        ObjectNode header = Json.object().put("alg", algorithm()).put("typ", "JWT");
        return id.equals(PROJECTS) ? header : header.put("kid", id);
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }

    @Override
    public boolean verify(byte[] message, byte[] proof) {
        return MessageDigest.isEqual(sign(message), proof);
    }

    /** Nothing: a secret is not published. */
    @Override
    public Optional<ObjectNode> publicJwk() {
        return Optional.empty();
    }

    @Override
    public ObjectNode toPrivateJwk() {
        return Json.object()
                .put("kty", "oct")
                .put("kid", id)
                .put("alg", algorithm())
                .put("k", Base64Url.encode(key.getEncoded()));
    }
}
