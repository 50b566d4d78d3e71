package dev.deputy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks of a {@link SupabaseConfig}, so that mistakes are found at start and by name. */
final class SettingsCheck {

    private static final Logger log = LoggerFactory.getLogger(SupabaseConfig.class);

    /** RFC 7518, section 3.2: the key of HS256 has at least the size of its output. */
    private static final int MIN_SECRET_BYTES = 32;

    /** Anybody can read these in the files that Supabase's command line and its compose file start with. */
    private static final Set<String> PUBLISHED_SECRETS = Set.of(
            "super-secret-jwt-token-with-at-least-32-characters-long",
            "your-super-secret-jwt-token-with-at-least-32-characters-long");

    private static final Duration MAX_SKEW = Duration.ofSeconds(60);

    private static final Duration MAX_CACHE_TIME = Duration.ofSeconds(60);

    private SettingsCheck() {}

    static void checkAndNormalise(SupabaseConfig.Builder settings) {
        settings.projectUrl = projectUrl("projectUrl (SUPABASE_URL)", settings.projectUrl, settings.plainHttp);
        if (settings.publicUrl != null) {
            settings.publicUrl = projectUrl("publicUrl (SUPABASE_PUBLIC_URL)", settings.publicUrl, settings.plainHttp);
        }
        if (settings.jwksUrl != null) {
            webAddress("jwksUrl (SUPABASE_JWKS_URL)", settings.jwksUrl, settings.plainHttp);
        }
        thirdParties(settings);
        settings.publishableKeys.values().forEach(key -> publishable("publishableKey (SUPABASE_PUBLISHABLE_KEY)", key));
        settings.secretKeys.values().forEach(key -> secret("secretKey (SUPABASE_SECRET_KEY)", key));
        if (settings.anonKey != null) {
            publishable("anonKey (SUPABASE_ANON_KEY)", settings.anonKey);
        }
        if (settings.serviceRoleKey != null) {
            secret("serviceRoleKey (SUPABASE_SERVICE_ROLE_KEY)", settings.serviceRoleKey);
        }
        KeyChecksum.project(settings.projectUrl).ifPresent(project -> checksums(project, settings));
        jwtSecret(settings.jwtSecret);
        jwks(settings.jwks);
        if (settings.algorithms.contains(Algorithm.HS256)) {
            throw new IllegalArgumentException(
                    "algorithm is for signing keys: HS256 comes with jwtSecret, leave it out");
        }
        notBlank("issuer (SUPABASE_JWT_ISSUER)", settings.issuers);
        notBlank("audience", settings.audiences);
        notBlank("role", settings.roles);
        if (settings.clockSkew.isNegative() || settings.clockSkew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("clockSkew is " + settings.clockSkew
                    + ": set it to between 0 and 60 seconds, and mend the clock if that is not enough");
        }
        if (settings.remoteCacheTime.isNegative() || settings.remoteCacheTime.compareTo(MAX_CACHE_TIME) > 0) {
            throw new IllegalArgumentException("remoteCacheTime is " + settings.remoteCacheTime
                    + ": set it to between 0 and 60 seconds, because sign-outs go unnoticed for so long");
        }
    }

    private static URI projectUrl(String setting, URI url, boolean plainHttp) {
        webAddress(setting, url, plainHttp);
        String text = url.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        String trimmed = text.substring(0, end);
        if (trimmed.endsWith("/auth/v1") || trimmed.endsWith("/rest/v1")) {
            throw new IllegalArgumentException(
                    setting + " is the project's own address: leave out " + trimmed.substring(end - 8));
        }
        return URI.create(trimmed);
    }

    private static void thirdParties(SupabaseConfig.Builder settings) {
        Set<String> known = new HashSet<>(settings.issuers);
        known.add(settings.projectUrl + "/auth/v1");
        if (settings.publicUrl != null) {
            known.add(settings.publicUrl + "/auth/v1");
        }
        for (ThirdPartyIssuer issuer : settings.thirdPartyIssuers) {
            if (!known.add(issuer.issuer())) {
                throw new IllegalArgumentException("thirdPartyIssuer " + issuer.issuer()
                        + " is the project's own issuer, or is there twice: name it once");
            }
            issuer.jwksUrl().ifPresent(url -> webAddress("thirdPartyIssuer's jwksUrl", url, settings.plainHttp));
        }
    }

    private static void webAddress(String setting, URI url, boolean plainHttp) {
        boolean http = "http".equalsIgnoreCase(url.getScheme());
        if (!(http || "https".equalsIgnoreCase(url.getScheme()))
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException(setting
                    + " is not a plain web address, such as https://abc.supabase.co (no user, query or fragment)");
        }
        if (http && !plainHttp && !Loopback.is(url)) {
            throw new IllegalArgumentException(setting + " uses http, which anybody on the way can alter: use https, or"
                    + " allowingPlainHttp (SUPABASE_ALLOW_PLAIN_HTTP=true) if the network is yours alone");
        }
    }

    private static void publishable(String setting, String key) {
        apiKey(setting, key);
        if (key.startsWith("sb_secret_") || "service_role".equals(ApiKeyRole.of(key))) {
            throw new IllegalArgumentException(setting
                    + " is a secret key, which bypasses row level security: put the publishable (or anon) key there,"
                    + " and replace the secret key if it was ever given to a browser");
        }
    }

    private static void secret(String setting, String key) {
        apiKey(setting, key);
        if (key.startsWith("sb_publishable_") || "anon".equals(ApiKeyRole.of(key))) {
            throw new IllegalArgumentException(
                    setting + " is a publishable key: put the secret (or service_role) key there");
        }
    }

    private static void apiKey(String setting, String key) {
        notBlank(setting, Set.of(key));
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    setting + " has white space in it or a character that is not ASCII: copy the key alone");
        }
    }

    /** One line for all of them: mostly it is the project that is another one. */
    private static void checksums(String project, SupabaseConfig.Builder settings) {
        List<String> wrong = new ArrayList<>();
        settings.publishableKeys.forEach((name, key) -> checksum(project, "publishableKey " + name, key, wrong));
        settings.secretKeys.forEach((name, key) -> checksum(project, "secretKey " + name, key, wrong));
        if (!wrong.isEmpty()) {
            log.warn(
                    "The checksum of {} does not fit the project {}: check that SUPABASE_URL and the keys are of one"
                            + " project, and copy the keys again.",
                    String.join(", ", wrong),
                    project);
        }
    }

    private static void checksum(String project, String setting, String key, List<String> wrong) {
        if (!KeyChecksum.fits(project, key)) {
            wrong.add(setting);
        }
    }

    private static void jwtSecret(@Nullable String secret) {
        if (secret == null) {
            return;
        }
        int length = secret.getBytes(StandardCharsets.UTF_8).length;
        if (length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("jwtSecret (SUPABASE_JWT_SECRET) has " + length + " bytes, and HS256"
                    + " needs at least " + MIN_SECRET_BYTES + ": copy the whole JWT secret of your project");
        }
        if (PUBLISHED_SECRETS.contains(secret)) {
            log.warn("jwtSecret (SUPABASE_JWT_SECRET) is the published default that everybody knows: anybody can make"
                    + " tokens for any user. Fine for trying things on this machine; replace it anywhere else.");
        }
    }

    private static void jwks(@Nullable String jwks) {
        if (jwks == null) {
            return;
        }
        if (jwks.startsWith("https:") || jwks.startsWith("http:")) {
            throw new IllegalArgumentException(
                    "jwks (SUPABASE_JWKS) is an address: put it into jwksUrl (SUPABASE_JWKS_URL)");
        }
        try {
            KeySet.parse(jwks);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(
                    "jwks (SUPABASE_JWKS) is not a JWK set, such as {\"keys\":[…]}: " + e.getMessage(), e);
        }
    }

    private static void notBlank(String setting, Set<String> values) {
        if (values.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(setting + " is empty: set it or leave it out");
        }
    }
}
