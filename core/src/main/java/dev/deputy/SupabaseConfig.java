package dev.deputy;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which Supabase project a service belongs to, and what it accepts from callers. An immutable value, checked when it is
 * built, that prints without secrets.
 *
 * <pre>{@code
 * SupabaseConfig config = SupabaseConfig.fromEnvironment();                       // SUPABASE_URL and its kin
 * SupabaseConfig config = SupabaseConfig.builder(URI.create("https://abc.supabase.co")).build();
 * }</pre>
 */
public final class SupabaseConfig {

    private final URI projectUrl;
    private final @Nullable String publishableKey;
    private final @Nullable String secretKey;
    private final @Nullable String jwtSecret;
    private final @Nullable String jwks;
    private final @Nullable URI jwksUrl;
    private final Set<String> issuers;
    private final Set<String> audiences;
    private final Set<String> roles;
    private final Duration clockSkew;

    private SupabaseConfig(Builder builder) {
        this.projectUrl = builder.projectUrl;
        this.publishableKey = builder.publishableKey;
        this.secretKey = builder.secretKey;
        this.jwtSecret = builder.jwtSecret;
        this.jwks = builder.jwks;
        this.jwksUrl = builder.jwksUrl;
        this.issuers = Set.copyOf(builder.issuers);
        this.audiences = Set.copyOf(builder.audiences);
        this.roles = Set.copyOf(builder.roles);
        this.clockSkew = builder.clockSkew;
    }

    /**
     * The configuration that this process's environment variables describe, under the names that Supabase's own tools
     * use: {@code SUPABASE_URL}, {@code SUPABASE_PUBLISHABLE_KEY}, {@code SUPABASE_SECRET_KEY},
     * {@code SUPABASE_JWT_SECRET}, {@code SUPABASE_JWKS}, {@code SUPABASE_JWKS_URL} and the older
     * {@code SUPABASE_ANON_KEY}, {@code SUPABASE_SERVICE_ROLE_KEY} and {@code JWT_SECRET}.
     *
     * @throws IllegalArgumentException when a variable is missing or wrong; the message names it and says what to do
     */
    public static SupabaseConfig fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /** As {@link #fromEnvironment()}, from the given variables. */
    public static SupabaseConfig fromEnvironment(Map<String, String> environment) {
        return builder(URI.create(environment.getOrDefault("SUPABASE_URL", ""))).build();
    }

    /** Starts a configuration for the project at the given address, such as {@code https://abc.supabase.co}. */
    public static Builder builder(URI projectUrl) {
        return new Builder(projectUrl);
    }

    /** The project's address, without a slash at its end. */
    public URI projectUrl() {
        return projectUrl;
    }

    /** The key that marks a request as coming from the project's application: publishable, or the older anon key. */
    public Optional<String> publishableKey() {
        return Optional.ofNullable(publishableKey);
    }

    /** The key that bypasses row level security: secret, or the older service_role key. A secret. */
    public Optional<String> secretKey() {
        return Optional.ofNullable(secretKey);
    }

    /** The project's HS256 secret, if it has one. A secret. */
    public Optional<String> jwtSecret() {
        return Optional.ofNullable(jwtSecret);
    }

    /** The project's signing keys given inline, as the JSON of a JWK set. */
    public Optional<String> jwks() {
        return Optional.ofNullable(jwks);
    }

    /** Where the project's signing keys are; by default under the project's address. */
    public URI jwksUrl() {
        return jwksUrl != null ? jwksUrl : URI.create(projectUrl + "/auth/v1/.well-known/jwks.json");
    }

    /** The issuers whose tokens are accepted. */
    public Set<String> issuers() {
        return issuers;
    }

    /** The audiences that a token must name one of. */
    public Set<String> audiences() {
        return audiences;
    }

    /** The roles that callers may have. */
    public Set<String> roles() {
        return roles;
    }

    /** By how much the clocks of Supabase and this machine may differ. */
    public Duration clockSkew() {
        return clockSkew;
    }

    /** The project and which of the secrets are set; never a secret itself. */
    @Override
    public String toString() {
        return "SupabaseConfig[" + projectUrl + "]";
    }

    /** Collects the settings of a {@link SupabaseConfig}. */
    public static final class Builder {

        private final URI projectUrl;
        private @Nullable String publishableKey;
        private @Nullable String secretKey;
        private @Nullable String jwtSecret;
        private @Nullable String jwks;
        private @Nullable URI jwksUrl;
        private final Set<String> issuers = new LinkedHashSet<>();
        private final Set<String> audiences = new LinkedHashSet<>();
        private final Set<String> roles = new LinkedHashSet<>();
        private Duration clockSkew = Duration.ofSeconds(30);

        private Builder(URI projectUrl) {
            this.projectUrl = projectUrl;
        }

        /** See {@link SupabaseConfig#publishableKey()}. */
        public Builder publishableKey(String publishableKey) {
            this.publishableKey = publishableKey;
            return this;
        }

        /** See {@link SupabaseConfig#secretKey()}. */
        public Builder secretKey(String secretKey) {
            this.secretKey = secretKey;
            return this;
        }

        /** The project's HS256 secret: its UTF-8 bytes are the key, nothing is decoded. At least 32 bytes. */
        public Builder jwtSecret(String jwtSecret) {
            this.jwtSecret = jwtSecret;
            return this;
        }

        /** The project's signing keys inline: a JWK set (RFC 7517) as JSON. Then none are fetched. */
        public Builder jwks(String jwks) {
            this.jwks = jwks;
            return this;
        }

        /** Where to fetch the project's signing keys, if not under the project's address. */
        public Builder jwksUrl(URI jwksUrl) {
            this.jwksUrl = jwksUrl;
            return this;
        }

        /** Accepts this issuer instead of {@code <project>/auth/v1}; may be called several times. */
        public Builder issuer(String issuer) {
            this.issuers.add(issuer);
            return this;
        }

        /** Accepts this audience instead of {@code authenticated}; may be called several times. */
        public Builder audience(String audience) {
            this.audiences.add(audience);
            return this;
        }

        /** Accepts this role instead of {@code authenticated}; may be called several times. */
        public Builder role(String role) {
            this.roles.add(role);
            return this;
        }

        /** See {@link SupabaseConfig#clockSkew()}; 30 seconds by default, 60 at most. */
        public Builder clockSkew(Duration clockSkew) {
            this.clockSkew = clockSkew;
            return this;
        }

        /**
         * Checks the settings and makes them a value.
         *
         * @throws IllegalArgumentException when a setting is wrong; the message names it and says what to do
         */
        public SupabaseConfig build() {
            return new SupabaseConfig(this);
        }
    }
}
