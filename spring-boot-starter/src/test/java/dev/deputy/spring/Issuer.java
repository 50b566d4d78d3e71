package dev.deputy.spring;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens as a Supabase project with an HS256 secret does. */
record Issuer(String projectUrl, String secret) {

    static final String SECRET = "a secret of the tests that is long enough";

    String tokenOf(UUID user) {
        return token(user, Instant.now().plusSeconds(3600));
    }

    String token(UUID user, Instant expiresAt) {
        return token(user, expiresAt, "aal1", "{\"provider\":\"email\"}", ",\"is_anonymous\":false", "authenticated");
    }

    /**
     * A token with more to say.
     *
     * @param appMetadata what the project says about the user, as JSON
     * @param moreClaims members, each with a comma before it
     */
    String tokenOf(UUID user, String aal, String appMetadata, String moreClaims) {
        return tokenOf(user, aal, appMetadata, moreClaims, "authenticated");
    }

    String tokenOf(UUID user, String aal, String appMetadata, String moreClaims, String role) {
        return token(user, Instant.now().plusSeconds(3600), aal, appMetadata, moreClaims, role);
    }

    private String token(UUID user, Instant expiresAt, String aal, String appMetadata, String moreClaims, String role) {
        return sign("""
                {"alg":"HS256","typ":"JWT"}""", """
                {"iss":"%s/auth/v1","sub":"%s","aud":"authenticated","role":"%s","exp":%d,"iat":%d,\
                "email":"ada@example.com","phone":"","app_metadata":%s,\
                "user_metadata":{"roles":["admin"],"permissions":["notes:delete"]},\
                "aal":"%s","session_id":"%s"%s}""".formatted(
                        projectUrl,
                        user,
                        role,
                        expiresAt.getEpochSecond(),
                        expiresAt.getEpochSecond() - 3600,
                        appMetadata,
                        aal,
                        UUID.randomUUID(),
                        moreClaims));
    }

    private String sign(String header, String payload) {
        String content = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(payload.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
