package dev.deputy.test;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One access token of a {@link TestIssuer}, with the claims that Supabase's Auth server puts into a user's token
 * (<a href="https://supabase.com/docs/guides/auth/jwt-fields">JWT claims reference</a>). Each method returns another
 * token and leaves this one as it is.
 */
public final class TestToken {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final TestIssuer issuer;
    private final Map<String, Object> claims;
    private final Proof proof;

    private TestToken(TestIssuer issuer, Map<String, Object> claims, Proof proof) {
        this.issuer = issuer;
        this.claims = claims;
        this.proof = proof;
    }

    static TestToken of(TestIssuer issuer) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer.name());
        claims.put("sub", UUID.randomUUID().toString());
        claims.put("aud", "authenticated");
        claims.put("exp", now.plus(AN_HOUR).getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("email", "somebody@example.com");
        claims.put("phone", "");
        claims.put("app_metadata", Map.of("provider", "email", "providers", List.of("email")));
        claims.put("user_metadata", Map.of());
        claims.put("role", "authenticated");
        claims.put("aal", "aal1");
        claims.put("amr", List.of(Map.of("method", "password", "timestamp", now.getEpochSecond())));
        claims.put("session_id", UUID.randomUUID().toString());
        claims.put("is_anonymous", false);
        return new TestToken(issuer, claims, Proof.SIGNING_KEY);
    }

    /** The user's id, which is {@code auth.uid()} in Postgres. */
    public TestToken user(UUID id) {
        return with("sub", id.toString());
    }

    /** The user's e-mail address. */
    public TestToken email(String email) {
        return with("email", email);
    }

    /** The Postgres role. Services refuse any but {@code authenticated} unless they are told otherwise. */
    public TestToken role(String role) {
        return with("role", role);
    }

    /** What the project says about the user, beside what is there already. */
    public TestToken appMetadata(Map<String, ?> metadata) {
        return with("app_metadata", merged("app_metadata", metadata));
    }

    /** What users say about themselves, beside what is there already. */
    public TestToken userMetadata(Map<String, ?> metadata) {
        return with("user_metadata", merged("user_metadata", metadata));
    }

    /** The authenticator assurance level: {@code aal1}, or {@code aal2} for a user with a second factor. */
    public TestToken aal(String level) {
        return with("aal", level);
    }

    /** Of a user without an account, as {@code signInAnonymously} makes them: no e-mail address, no provider. */
    public TestToken anonymous() {
        return with("is_anonymous", true).with("email", "").with("app_metadata", Map.of());
    }

    /** For how long the token is good from now on. */
    public TestToken lasting(Duration time) {
        return with("exp", Instant.now().plus(time).getEpochSecond());
    }

    /** Any claim, as the JSON type that belongs to the value. */
    public TestToken with(String claim, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(claim, value);
        return new TestToken(issuer, changed, proof);
    }

    /** The token without a claim; without one of those that every token has, it is bad. */
    public TestToken without(String claim) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(claim);
        return new TestToken(issuer, changed, proof);
    }

    /** Bad: ended an hour ago. */
    public TestToken expired() {
        return with("exp", Instant.now().minus(AN_HOUR).getEpochSecond());
    }

    /** Bad: good only in an hour from now. */
    public TestToken notYetValid() {
        return with("nbf", Instant.now().plus(AN_HOUR).getEpochSecond());
    }

    /** Bad: says that somebody else has issued it. */
    public TestToken issuedBy(String issuerUrl) {
        return with("iss", issuerUrl);
    }

    /** Bad: meant for somebody else. */
    public TestToken forAudience(String audience) {
        return with("aud", audience);
    }

    /** Good: signed with the project's older HS256 secret. */
    public TestToken signedBySecret() {
        return new TestToken(issuer, claims, Proof.SECRET);
    }

    /** Bad: claims to be signed by the key in use, and is signed by another one. */
    public TestToken signedByStranger() {
        return new TestToken(issuer, claims, Proof.STRANGER);
    }

    /** Bad: signed by a key that was never published. */
    public TestToken signedByUnknownKey() {
        return new TestToken(issuer, claims, Proof.UNKNOWN_KEY);
    }

    /** Bad: changed after it was signed. */
    public TestToken tampered() {
        return new TestToken(issuer, claims, Proof.TAMPERED);
    }

    /** Bad: without a signature, algorithm {@code none}. */
    public TestToken unsigned() {
        return new TestToken(issuer, claims, Proof.NONE);
    }

    /** The token in its compact form (RFC 7515, section 7.1), signed by the key that is in use now. */
    public String compact() {
        return proof.of(claims, issuer);
    }

    /** What goes into the {@code Authorization} header. */
    public String bearer() {
        return "Bearer " + compact();
    }

    /**
     * Who sends this token.
     *
     * @throws dev.deputy.InvalidTokenException when it is one of the bad ones
     */
    public Caller caller() {
        SupabaseConfig.Builder accepting = issuer.config().toBuilder();
        if (claims.get("role") instanceof String role) {
            accepting.role(role);
        }
        return TokenVerifier.of(accepting.build()).verify(compact());
    }

    private Map<String, Object> merged(String claim, Map<String, ?> more) {
        Map<String, Object> merged = new LinkedHashMap<>();
        if (claims.get(claim) instanceof Map<?, ?> there) {
            there.forEach((name, value) -> merged.put(String.valueOf(name), value));
        }
        merged.putAll(more);
        return Collections.unmodifiableMap(merged);
    }

    /** Whose it is, and not the token. */
    @Override
    public String toString() {
        return "TestToken[" + claims.get("sub") + "]";
    }

    /** What is to show that the issuer has issued it. */
    private enum Proof {
        SIGNING_KEY {
            @Override
            String of(Map<String, Object> claims, TestIssuer issuer) {
                KeyInUse key = issuer.keyInUse(); // once: another thread may rotate
                return signed(claims, key, key.id());
            }
        },
        SECRET {
            @Override
            String of(Map<String, Object> claims, TestIssuer issuer) {
                String input = input(Map.of("alg", "HS256", "typ", "JWT"), claims);
                return input + "." + encoded(hmac(input, issuer.secret()));
            }
        },
        STRANGER {
            @Override
            String of(Map<String, Object> claims, TestIssuer issuer) {
                return signed(claims, KeyInUse.create(), issuer.keyInUse().id());
            }
        },
        UNKNOWN_KEY {
            @Override
            String of(Map<String, Object> claims, TestIssuer issuer) {
                KeyInUse unknown = KeyInUse.create();
                return signed(claims, unknown, unknown.id());
            }
        },
        TAMPERED {
            @Override
            String of(Map<String, Object> claims, TestIssuer issuer) {
                String signature = SIGNING_KEY.of(claims, issuer).replaceFirst(".*\\.", "");
                Map<String, Object> changed = new LinkedHashMap<>(claims);
                changed.put("sub", UUID.randomUUID().toString());
                return input(header(issuer.keyInUse().id()), changed) + "." + signature;
            }
        },
        NONE {
            @Override
            String of(Map<String, Object> claims, TestIssuer issuer) {
                return input(Map.of("alg", "none", "typ", "JWT"), claims) + ".";
            }
        };

        abstract String of(Map<String, Object> claims, TestIssuer issuer);

        private static String signed(Map<String, Object> claims, KeyInUse key, String keyId) {
            String input = input(header(keyId), claims);
            return input + "." + encoded(key.sign(input));
        }

        private static Map<String, Object> header(String keyId) {
            Map<String, Object> header = new LinkedHashMap<>();
            header.put("alg", "ES256");
            header.put("kid", keyId);
            header.put("typ", "JWT");
            return header;
        }

        private static String input(Map<String, Object> header, Map<String, Object> claims) {
            return json(header) + "." + json(claims);
        }

        private static String json(@Nullable Object value) {
            return encoded(JsonMapper.shared().writeValueAsBytes(value));
        }

        private static String encoded(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        private static byte[] hmac(String input, String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                return mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacSHA256", e);
            }
        }
    }
}
