package dev.deputy;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the settings out of environment variables. */
final class EnvironmentSettings {

    private final Map<String, String> environment;

    EnvironmentSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    SupabaseConfig.Builder read() {
        String url = value("SUPABASE_URL");
        if (url == null) {
            throw new IllegalArgumentException(
                    "SUPABASE_URL is not set: set it to your project's address, such as https://abc.supabase.co");
        }
        SupabaseConfig.Builder builder = SupabaseConfig.builder(uri("SUPABASE_URL", url));
        text("SUPABASE_PUBLIC_URL", value -> builder.publicUrl(uri("SUPABASE_PUBLIC_URL", value)));
        text("SUPABASE_PUBLISHABLE_KEY", builder::publishableKey);
        named("SUPABASE_PUBLISHABLE_KEYS", builder::publishableKey);
        text("SUPABASE_SECRET_KEY", builder::secretKey);
        named("SUPABASE_SECRET_KEYS", builder::secretKey);
        text("SUPABASE_ANON_KEY", builder::anonKey);
        text("SUPABASE_SERVICE_ROLE_KEY", builder::serviceRoleKey);
        secret(builder);
        text("SUPABASE_JWKS", value -> builder.jwks(jwkSet(value)));
        text("SUPABASE_JWKS_URL", value -> builder.jwksUrl(uri("SUPABASE_JWKS_URL", value)));
        text("SUPABASE_JWT_ISSUER", value -> issuers(builder, value));
        text("SUPABASE_REMOTE_CACHE_TIME", value -> builder.remoteCacheTime(seconds(value)));
        if ("true".equalsIgnoreCase(value("SUPABASE_ALLOW_PLAIN_HTTP"))) {
            builder.allowingPlainHttp();
        }
        return builder;
    }

    /** Not stripped: every byte of the secret counts. */
    private void secret(SupabaseConfig.Builder builder) {
        String secret = environment.get("SUPABASE_JWT_SECRET");
        if (secret == null || secret.isBlank()) {
            secret = environment.get("JWT_SECRET");
        }
        if (secret != null && !secret.isBlank()) {
            builder.jwtSecret(secret);
        }
    }

    /** Supabase's own tools also take the list of keys alone. */
    private static String jwkSet(String value) {
        return value.startsWith("[") ? "{\"keys\":" + value + "}" : value;
    }

    private static void issuers(SupabaseConfig.Builder builder, String value) {
        if (value.equals("none")) {
            builder.acceptingAnyIssuer();
            return;
        }
        for (String issuer : value.split(",", -1)) {
            builder.issuer(issuer.strip());
        }
    }

    private static Duration seconds(String value) {
        String number = value.endsWith("s") ? value.substring(0, value.length() - 1) : value;
        if (!number.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "SUPABASE_REMOTE_CACHE_TIME is not a number of seconds, such as 10 or 10s");
        }
        return Duration.ofSeconds(Long.parseLong(number));
    }

    private void text(String variable, Consumer<String> setting) {
        String value = value(variable);
        if (value != null) {
            setting.accept(value);
        }
    }

    private void named(String variable, BiConsumer<String, String> setting) {
        String value = value(variable);
        if (value == null) {
            return;
        }
        try {
            Json.object(value).forEach((name, key) -> {
                if (!(key instanceof String text)) {
                    throw new MalformedException("the value of a name is not a string");
                }
                setting.accept(name, text);
            });
        } catch (MalformedException e) {
            throw new IllegalArgumentException(
                    variable + " is not a JSON object of names and keys, such as {\"default\":\"sb_…\"}: "
                            + e.getMessage(),
                    e);
        }
    }

    private static URI uri(String variable, String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            // Not with the value: an address can hold a password.
            throw new IllegalArgumentException(variable + " is not a web address, such as https://abc.supabase.co");
        }
    }

    private @Nullable String value(String variable) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
