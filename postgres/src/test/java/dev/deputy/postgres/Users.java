package dev.deputy.postgres;

import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Callers, made the only way there is: a token is minted and then verified. */
final class Users {

    private static final String SECRET = UUID.randomUUID() + "-" + UUID.randomUUID();
    private static final String PROJECT = "http://127.0.0.1:54321";
    private static final TokenVerifier VERIFIER = TokenVerifier.of(SupabaseConfig.builder(URI.create(PROJECT))
            .jwtSecret(SECRET)
            .role("authenticated")
            .role("service_role")
            .role("clerk")
            .build());

    private Users() {}

    static Caller user() {
        return withRole("authenticated");
    }

    static Caller withRole(String role) {
        return caller(role, ",\"session_id\":\"" + UUID.randomUUID() + "\"");
    }

    static Caller withoutSession() {
        return caller("authenticated", "");
    }

    private static Caller caller(String role, String more) {
        UUID id = UUID.randomUUID();
        return caller("""
                {"iss":"%s/auth/v1","aud":"authenticated","sub":"%s","role":"%s","email":"%s@example.com","exp":%d%s}""".formatted(
                        PROJECT, id, role, id, Instant.now().plusSeconds(3600).getEpochSecond(), more));
    }

    private static Caller caller(String claims) {
        try {
            String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(claims.getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return VERIFIER.verify(signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException | InvalidTokenException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
