package dev.deputy.local.auth;

import dev.deputy.local.auth.SigningKeys.Entry;
import dev.deputy.local.auth.SigningKeys.State;
import dev.deputy.local.http.ApiKeys;
import dev.deputy.local.http.Json;
import dev.deputy.local.postgres.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The secrets of one local project: its JWT secret, its signing keys, and the API keys. Made once and kept with the data,
 * so that tokens outlive a restart. Prints without secrets. All but the states of the signing keys never changes.
 */
public final class ProjectKeys {

    /** Stands where a hosted project's reference would: part of the check digits of publishable and secret keys. */
    private static final String REFERENCE = "deputy-local";

    private static final String FILE = "project-keys.json";

    private final String jwtSecret;
    private final SigningKeys signingKeys;
    private final SharedSecret gatewaySecret;
    private final ApiKeys apiKeys;
    private final Instant createdAt;

    private ProjectKeys(
            String jwtSecret, SigningKeys signingKeys, String publishableKey, String secretKey, Instant createdAt) {
        this.jwtSecret = jwtSecret;
        this.signingKeys = signingKeys;
        this.createdAt = createdAt;
        SharedSecret secret = new SharedSecret(jwtSecret);
        this.gatewaySecret = new SharedSecret(digest("gateway|" + secretKey));
        this.apiKeys = new ApiKeys(
                publishableKey,
                secretKey,
                roleToken(secret, "anon", createdAt),
                roleToken(secret, "service_role", createdAt),
                roleToken(gatewaySecret, "anon", createdAt),
                roleToken(gatewaySecret, "service_role", createdAt));
    }

    /** New keys, known to nobody. */
    public static ProjectKeys generate() {
        String secret = random(30);
        SigningKeys signingKeys = new SigningKeys(List.of(
                entry(SigningKey.generate(), State.IN_USE), entry(new SharedSecret(secret), State.PREVIOUSLY_USED)));
        return new ProjectKeys(secret, signingKeys, apiKey("publishable"), apiKey("secret"), Instant.now());
    }

    /** New keys for a project that signs with its JWT secret, as older projects do: it has no other key. */
    public static ProjectKeys generateSecret() {
        String secret = random(30);
        SigningKeys signingKeys = new SigningKeys(List.of(entry(new SharedSecret(secret), State.IN_USE)));
        return new ProjectKeys(secret, signingKeys, apiKey("publishable"), apiKey("secret"), Instant.now());
    }

    /**
     * The folder's keys, or new ones that are put there for next time.
     *
     * @throws IllegalStateException when they cannot be read; the message says what to do
     */
    public static ProjectKeys keptIn(DataFolder folder) {
        return keptIn(folder, ProjectKeys::generate);
    }

    /** As {@link #keptIn(DataFolder)}, with something to say about the new ones. */
    public static ProjectKeys keptIn(DataFolder folder, Supplier<ProjectKeys> otherwise) {
        Optional<String> kept = folder.read(FILE);
        ProjectKeys keys = kept.isPresent() ? parse(kept.get(), folder) : otherwise.get();
        if (kept.isEmpty()) {
            folder.write(FILE, keys.print());
        }
        keys.signingKeys.onChange(() -> folder.write(FILE, keys.print()));
        return keys;
    }

    /** The same API keys and another JWT secret, which is not kept: the project's settings say it again. */
    public ProjectKeys withJwtSecret(String secret) {
        List<Entry> entries = signingKeys.entries().stream()
                .map(entry -> entry.key().id().equals(SharedSecret.PROJECTS)
                        ? entry(new SharedSecret(secret), entry.state())
                        : entry)
                .toList();
        return with(secret, new SigningKeys(entries));
    }

    /**
     * The same API keys and JWT secret, and the signing keys of a file as the Supabase CLI has them
     * ({@code signing_keys_path}). They are not kept: the file says them again.
     */
    public ProjectKeys withSigningKeys(Path file) {
        return with(jwtSecret, new KeyFile(file).read(new SharedSecret(jwtSecret)));
    }

    /** The same keys, whose states go a way of their own from here on, and are not kept. */
    public ProjectKeys copy() {
        return with(jwtSecret, new SigningKeys(signingKeys.entries()));
    }

    /** The same keys, but for the API keys that are given. */
    public ProjectKeys withApiKeys(
            Optional<String> publishable,
            Optional<String> secret,
            Optional<String> anon,
            Optional<String> serviceRole) {
        ApiKeys given = new ApiKeys(
                publishable.orElse(apiKeys.publishable()),
                secret.orElse(apiKeys.secret()),
                anon.orElse(apiKeys.anon()),
                serviceRole.orElse(apiKeys.serviceRole()),
                apiKeys.anonToken(),
                apiKeys.serviceRoleToken());
        return new ProjectKeys(jwtSecret, signingKeys, gatewaySecret, given, createdAt);
    }

    private ProjectKeys(
            String jwtSecret, SigningKeys signingKeys, SharedSecret gatewaySecret, ApiKeys apiKeys, Instant createdAt) {
        this.jwtSecret = jwtSecret;
        this.signingKeys = signingKeys;
        this.gatewaySecret = gatewaySecret;
        this.apiKeys = apiKeys;
        this.createdAt = createdAt;
    }

    private ProjectKeys with(String secret, SigningKeys changed) {
        return new ProjectKeys(secret, changed, apiKeys.publishable(), apiKeys.secret(), createdAt);
    }

    /** Verifies and, where the project is set so, signs tokens with HS256. A secret. */
    public String jwtSecret() {
        return jwtSecret;
    }

    /** The keys that a client sends to the gateway. */
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    /** What tokens are signed with. */
    public SigningKeys signingKeys() {
        return signingKeys;
    }

    /** The key that tokens are signed with now. */
    SigningKey signingKey() {
        return signingKeys.inUse();
    }

    /** Signs the tokens that API keys turn into behind the gateway; they are good when the JWT secret has been revoked. */
    SharedSecret gatewaySecret() {
        return gatewaySecret;
    }

    private static ProjectKeys parse(String text, DataFolder folder) {
        try {
            ObjectNode node = Json.parseObject(text);
            String jwtSecret = node.required("jwt_secret").asString();
            return new ProjectKeys(
                    jwtSecret,
                    new SigningKeys(signingKeys(node, new SharedSecret(jwtSecret))),
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

    private static List<Entry> signingKeys(ObjectNode node, SharedSecret projects) {
        if (node.has("signing_key")) { // written before keys had states
            SigningKey only = SigningKey.fromPrivateJwk(node.required("signing_key"));
            return List.of(entry(only, State.IN_USE), entry(projects, State.PREVIOUSLY_USED));
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode kept : node.required("signing_keys")) {
            SigningKey key = kept.has("key") ? SigningKey.fromPrivateJwk(kept.required("key")) : projects;
            entries.add(entry(key, State.valueOf(kept.required("state").asString())));
        }
        return entries;
    }

    private static Entry entry(SigningKey key, State state) {
        return new Entry(key, state);
    }

    private String print() {
        ObjectNode node = Json.object()
                .put("created_at", createdAt.toString())
                .put("jwt_secret", jwtSecret)
                .put("publishable_key", apiKeys.publishable())
                .put("secret_key", apiKeys.secret());
        ArrayNode kept = node.putArray("signing_keys");
        for (Entry entry : signingKeys.entries()) {
            ObjectNode one = kept.addObject().put("state", entry.state().name());
            if (!entry.key().id().equals(SharedSecret.PROJECTS)) { // which stands above
                one.set("key", entry.key().toPrivateJwk());
            }
        }
        return Json.print(node);
    }

    private static String roleToken(SharedSecret secret, String role, Instant createdAt) {
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
        return body + "_" + digest(REFERENCE + "|" + body).substring(0, 8);
    }

    private static String digest(String text) {
        try {
            return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
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
        return "ProjectKeys[" + signingKeys + "]";
    }
}
