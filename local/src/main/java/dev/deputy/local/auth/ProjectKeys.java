package dev.deputy.local.auth;

import dev.deputy.local.http.ApiKeys;
import dev.deputy.local.http.Json;
import dev.deputy.local.postgres.DataFolder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The secrets of one local project: its JWT secret, its signing key, and the API keys. Made once and kept with the data,
 * so that tokens outlive a restart. Immutable; prints without secrets.
 */
public final class ProjectKeys {

    /** Stands where a hosted project's reference would: part of the check digits of publishable and secret keys. */
    private static final String REFERENCE = "deputy-local";

    private static final String FILE = "project-keys.json";

    private final String jwtSecret;
    private final SigningKey signingKey;
    private final ApiKeys apiKeys;
    private final Instant createdAt;

    private ProjectKeys(
            String jwtSecret, SigningKey signingKey, String publishableKey, String secretKey, Instant createdAt) {
        this.jwtSecret = jwtSecret;
        this.signingKey = signingKey;
        this.createdAt = createdAt;
        SharedSecret secret = new SharedSecret(jwtSecret);
        this.apiKeys = new ApiKeys(
                publishableKey,
                secretKey,
                legacyKey(secret, "anon", createdAt),
                legacyKey(secret, "service_role", createdAt));
    }

    /** New keys, known to nobody. */
    public static ProjectKeys generate() {
        return new ProjectKeys(
                random(30), SigningKey.generate(), apiKey("publishable"), apiKey("secret"), Instant.now());
    }

    /**
     * The folder's keys, or new ones that are put there for next time.
     *
     * @throws IllegalStateException when they cannot be read; the message says what to do
     */
    public static ProjectKeys keptIn(DataFolder folder) {
        Optional<String> kept = folder.read(FILE);
        if (kept.isPresent()) {
            return parse(kept.get(), folder);
        }
        ProjectKeys keys = generate();
        folder.write(FILE, keys.print());
        return keys;
    }

    /** Verifies and, where the project is set so, signs tokens with HS256. A secret. */
    public String jwtSecret() {
        return jwtSecret;
    }

    /** The keys that a client sends to the gateway. */
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    SigningKey signingKey() {
        return signingKey;
    }

    private static ProjectKeys parse(String text, DataFolder folder) {
        try {
            ObjectNode node = Json.parseObject(text);
            return new ProjectKeys(
                    node.required("jwt_secret").asString(),
                    SigningKey.fromPrivateJwk(node.required("signing_key")),
                    node.required("publishable_key").asString(),
                    node.required("secret_key").asString(),
                    Instant.parse(node.required("created_at").asString()));
        } catch (RuntimeException e) {
            // Without the cause: its message may quote the file.
            throw new IllegalStateException(
                    "The project's keys in " + folder.path().resolve(FILE)
                            + " cannot be read. Delete the file to have new ones made; everybody has to sign in again then.");
        }
    }

    private String print() {
        ObjectNode node = Json.object()
                .put("created_at", createdAt.toString())
                .put("jwt_secret", jwtSecret)
                .put("publishable_key", apiKeys.publishable())
                .put("secret_key", apiKeys.secret());
        node.set("signing_key", signingKey.toPrivateJwk());
        return Json.print(node);
    }

    private static String legacyKey(SharedSecret secret, String role, Instant createdAt) {
        ObjectNode header = Json.object().put("alg", "HS256").put("typ", "JWT");
        ObjectNode claims = Json.object()
                .put("iss", "supabase")
                .put("ref", REFERENCE)
                .put("role", role)
                .put("iat", createdAt.getEpochSecond())
                .put("exp", createdAt.plus(3650, ChronoUnit.DAYS).getEpochSecond());
        return Jws.print(header, claims, secret::sign);
    }

    /** {@code sb_<kind>_<22 random characters>_<8 check characters>}, as the platform makes them. */
    private static String apiKey(String kind) {
        String body = "sb_" + kind + "_" + random(16).substring(0, 22);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((REFERENCE + "|" + body).getBytes(StandardCharsets.UTF_8));
            return body + "_" + Base64Url.encode(hash).substring(0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64Url.encode(random);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ProjectKeys[signing key " + signingKey.id() + "]";
    }
}
