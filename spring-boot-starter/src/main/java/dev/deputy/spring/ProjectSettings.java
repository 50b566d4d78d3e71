package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The project that an application names, be it by {@code supabase.*} properties or, below them, by the environment
 * variables of Supabase's own tools. The core knows the variables, so properties are handed to it under their names.
 */
final class ProjectSettings {

    private static final String PLAIN_HTTP = "SUPABASE_ALLOW_PLAIN_HTTP";

    private final SupabaseProperties properties;
    private final Map<String, String> variables = new LinkedHashMap<>();

    ProjectSettings(SupabaseProperties properties, Environment environment) {
        this.properties = properties;
        choose(environment, properties.url(), "SUPABASE_URL");
        choose(environment, properties.publicUrl(), "SUPABASE_PUBLIC_URL");
        choose(environment, Objects.toString(properties.allowPlainHttp(), ""), PLAIN_HTTP);
        choose(
                environment,
                properties.publishableKey(),
                "SUPABASE_PUBLISHABLE_KEY",
                "SUPABASE_PUBLISHABLE_KEYS",
                "SUPABASE_ANON_KEY");
        choose(
                environment,
                properties.secretKey(),
                "SUPABASE_SECRET_KEY",
                "SUPABASE_SECRET_KEYS",
                "SUPABASE_SERVICE_ROLE_KEY");
        choose(environment, properties.jwtSecret(), "SUPABASE_JWT_SECRET", "JWT_SECRET");
        choose(environment, properties.jwks(), "SUPABASE_JWKS");
        choose(environment, properties.jwksUrl(), "SUPABASE_JWKS_URL");
        choose(environment, String.join(",", properties.issuers()), "SUPABASE_JWT_ISSUER");
        choose(environment, properties.dbUrl(), "SUPABASE_DB_URL", "DB_CONNECTION_STRING");
    }

    /** The settings of an application whose beans do not exist yet. */
    static ProjectSettings of(Environment environment) {
        SupabaseProperties properties = Binder.get(environment).bindOrCreate("supabase", SupabaseProperties.class);
        return new ProjectSettings(properties, environment);
    }

    /**
     * A property hides all the variables that it stands for, unless it is but the first of them: Spring reads the variable
     * SUPABASE_SECRET_KEY as the property supabase.secret-key, too.
     */
    private void choose(Environment environment, @Nullable String property, String... names) {
        if (StringUtils.hasText(property)) {
            variables.put(names[0], property);
            if (!property.equals(environment.getProperty(names[0]))) {
                return;
            }
        }
        for (String name : names) {
            String value = environment.getProperty(name);
            if (StringUtils.hasText(value)) {
                variables.put(name, value);
            }
        }
    }

    /** What is set and belongs to some project, by the variables' names; nothing if the application has none yet. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(variables.keySet());
        names.remove(PLAIN_HTTP);
        return names;
    }

    /**
     * What is known of the project.
     *
     * @throws SupabaseSettingsException when a setting is missing or wrong
     */
    SupabaseConfig config() {
        if (!variables.containsKey("SUPABASE_URL")) {
            throw SupabaseSettingsException.missingUrl(names());
        }
        try {
            return properties.refine(SupabaseConfig.fromEnvironment(variables));
        } catch (IllegalArgumentException wrong) {
            throw SupabaseSettingsException.wrong(wrong);
        }
    }

    /** The address of the project's database, if one is set. */
    Optional<String> databaseUrl() {
        return Stream.of("SUPABASE_DB_URL", "DB_CONNECTION_STRING")
                .filter(variables::containsKey)
                .map(variables::get)
                .findFirst();
    }
}
