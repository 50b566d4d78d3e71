package dev.deputy.client;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Callers out of thin air, for servers that only look at tokens. */
final class TestCallers {

    static final String PUBLISHABLE = "sb_publishable_key";
    static final String SECRET = "sb_secret_key";
    private static final String JWT_SECRET = "a secret for tests, of thirty-two bytes and more";

    private final SupabaseConfig config;
    private final TokenVerifier verifier;

    TestCallers(URI url) {
        config = SupabaseConfig.builder(url)
                .publishableKey(PUBLISHABLE)
                .secretKey(SECRET)
                .jwtSecret(JWT_SECRET)
                .build();
        verifier = TokenVerifier.of(config);
    }

    SupabaseConfig config() {
        return config;
    }

    Caller caller(UUID id) {
        return verifier.verify(token(id));
    }

    private String token(UUID id) {
        String claims =
                "{\"sub\":\"" + id + "\",\"role\":\"authenticated\",\"aud\":\"authenticated\",\"exp\":32503680000,"
                        + "\"iss\":\"" + config.projectUrl() + "/auth/v1\"}";
        String message = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(JWT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return message + "." + encode(mac.doFinal(message.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
