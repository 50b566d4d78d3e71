package dev.deputy.test;

import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Supabase project as far as tokens go: keys of its own, and tokens signed with them. No server, no network, nothing
 * shared: what one test does with its issuer no other test sees.
 *
 * <pre>{@code
 * TestIssuer issuer = TestIssuer.create();
 * TokenVerifier verifier = issuer.verifier();                     // or a service configured with issuer.config()
 *
 * Caller ada = verifier.verify(issuer.token().email("ada@example.com").compact());
 * String refused = issuer.token().expired().compact();
 * }</pre>
 *
 * <p>Like a project on its way from the older secret to signing keys it has both: tokens are signed by its ES256 key,
 * or by its HS256 secret where a test says so. Safe for use by several threads.
 */
public final class TestIssuer {

    /** Nobody's: the top-level domain is reserved for tests (RFC 2606). */
    private static final URI PROJECT = URI.create("https://project.test");

    private final SupabaseConfig project;
    private final String secret = randomSecret();
    private volatile Keys keys;

    private TestIssuer(URI projectUrl) {
        this.project = SupabaseConfig.builder(projectUrl).jwtSecret(secret).build();
        this.keys = Keys.of(List.of(KeyInUse.create()), project);
    }

    /** A new project with new keys. */
    public static TestIssuer create() {
        return create(PROJECT);
    }

    /** A new issuer that takes itself for the project at this address, which is never asked for anything. */
    public static TestIssuer create(URI projectUrl) {
        return new TestIssuer(projectUrl);
    }

    /** What a service needs to accept this issuer's tokens: the address, the secret and the keys of this moment. */
    public SupabaseConfig config() {
        return keys.config;
    }

    /** Accepts this issuer's tokens, and knows at once when keys are {@linkplain #rotate rotated} or revoked. */
    public TokenVerifier verifier() {
        return token -> keys.verifier.verify(token);
    }

    /** The published keys as a JWK set (RFC 7517), for {@code SUPABASE_JWKS} or a key endpoint of a test's own. */
    public String jwks() {
        return config().jwks().orElseThrow();
    }

    /** A good token of a user whom nobody has seen before, to be changed as the test needs it. */
    public TestToken token() {
        return TestToken.of(this);
    }

    /** From now on a new key signs; tokens of the keys before it stay good. */
    public synchronized void rotate() {
        keys = keys.and(KeyInUse.create(), project);
    }

    /** All keys but the one in use are gone, and tokens that they signed are bad. */
    public synchronized void revokeOlderKeys() {
        keys = Keys.of(List.of(keys.inUse()), project);
    }

    KeyInUse keyInUse() {
        return keys.inUse();
    }

    String secret() {
        return secret;
    }

    String name() {
        return project.projectUrl() + "/auth/v1";
    }

    private static String randomSecret() {
        byte[] bytes = new byte[40];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The project's address and no key. */
    @Override
    public String toString() {
        return "TestIssuer[" + project.projectUrl() + "]";
    }

    /** The keys of one moment, the newest first, and what accepts their tokens. */
    private record Keys(List<KeyInUse> newestFirst, SupabaseConfig config, TokenVerifier verifier) {

        static Keys of(List<KeyInUse> newestFirst, SupabaseConfig project) {
            String jwks = JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "keys", newestFirst.stream().map(KeyInUse::jwk).toList()));
            SupabaseConfig config = project.toBuilder().jwks(jwks).build();
            return new Keys(newestFirst, config, TokenVerifier.of(config));
        }

        Keys and(KeyInUse newest, SupabaseConfig project) {
            return of(Stream.concat(Stream.of(newest), newestFirst.stream()).toList(), project);
        }

        KeyInUse inUse() {
            return newestFirst.get(0);
        }
    }
}
