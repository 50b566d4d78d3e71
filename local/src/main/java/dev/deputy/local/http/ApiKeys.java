package dev.deputy.local.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The project's API keys, and what the gateway makes of them. A publishable or secret key is no token: behind the
 * gateway it has turned into the long-lived token of its role, as on the platform.
 *
 * @param publishable {@code sb_publishable_…}
 * @param secret {@code sb_secret_…}
 * @param anon the older key that is a token with the role {@code anon}
 * @param serviceRole the older key that is a token with the role {@code service_role}
 * @param anonToken what the publishable key turns into
 * @param serviceRoleToken what the secret key turns into
 */
public record ApiKeys(
        String publishable, String secret, String anon, String serviceRole, String anonToken, String serviceRoleToken) {

    /**
     * Checks a request's key.
     *
     * @param apikey the key, or null: a request without one counts as {@code anon}, as with the Supabase CLI
     * @return the Authorization header as it counts from here on
     * @throws Failure 401 when the key is none of the project's
     */
    @Nullable
    String admit(@Nullable String apikey, @Nullable String authorization, Optional<String> userAgent) {
        if (apikey != null && !isKnown(apikey)) {
            throw invalid();
        }
        String bearer = bearer(authorization);
        if (bearer != null && bearer.startsWith("sb_") && (apikey == null || !same(bearer, apikey))) {
            throw invalid();
        }
        if (apikey == null || !apikey.startsWith("sb_")) {
            return authorization;
        }
        if (same(apikey, secret) && userAgent.filter(a -> a.contains("Mozilla")).isPresent()) {
            throw new Failure(
                    401,
                    "secret_key_in_browser",
                    "A secret key must not be used in a browser. Use the publishable key.");
        }
        boolean replace = authorization == null || (bearer != null && bearer.startsWith("sb_"));
        return replace ? "Bearer " + (same(apikey, secret) ? serviceRoleToken : anonToken) : authorization;
    }

    private boolean isKnown(String key) {
        // count() rather than anyMatch(): all four comparisons take place whatever the key.
        return Stream.of(publishable, secret, anon, serviceRole)
                        .filter(known -> same(key, known))
                        .count()
                > 0;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : null;
    }

    private static Failure invalid() {
        return new Failure(401, "invalid_api_key", "Invalid API key");
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ApiKeys";
    }
}
