package dev.deputy;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
 *
 * <p>It is strict by default; what the builder calls {@code accepting…} or {@code allowing…} relaxes a check, what it
 * calls {@code requiring…} or {@code refusing…} adds one.
 */
public final class SupabaseConfig {

    private final Builder settings;

    private SupabaseConfig(Builder settings) {
        this.settings = settings;
    }

    /**
     * The configuration that this process's environment variables describe, under the names that Supabase's own tools
     * use. An empty variable counts as absent.
     *
     * <ul>
     *   <li>{@code SUPABASE_URL}: the project's address; the only one that is required
     *   <li>{@code SUPABASE_PUBLIC_URL}: the address that browsers use, if it is another one; its issuer is accepted too
     *   <li>{@code SUPABASE_JWT_SECRET}, or the older {@code JWT_SECRET}: the HS256 secret
     *   <li>{@code SUPABASE_JWKS}: the signing keys inline; else {@code SUPABASE_JWKS_URL}: where they are
     *   <li>{@code SUPABASE_PUBLISHABLE_KEY}, {@code SUPABASE_SECRET_KEY}: API keys, and
     *       {@code SUPABASE_PUBLISHABLE_KEYS}, {@code SUPABASE_SECRET_KEYS}: several by name, as a JSON object
     *   <li>{@code SUPABASE_ANON_KEY}, {@code SUPABASE_SERVICE_ROLE_KEY}: the older API keys
     *   <li>{@code SUPABASE_JWT_ISSUER}: the issuers to accept, separated by commas; {@code none} switches the check
     *       off, for self-hosted projects whose tokens name no issuer
     *   <li>{@code SUPABASE_REMOTE_CACHE_TIME}: the {@link #remoteCacheTime()} in seconds
     *   <li>{@code SUPABASE_ALLOW_PLAIN_HTTP}: {@code true} allows http to hosts other than this machine
     * </ul>
     *
     * @throws IllegalArgumentException when a variable is missing or wrong; the message names it and says what to do
     */
    public static SupabaseConfig fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /** As {@link #fromEnvironment()}, from the given variables. */
    public static SupabaseConfig fromEnvironment(Map<String, String> environment) {
        return new EnvironmentSettings(environment).read().build();
    }

    /** Starts a configuration for the project at the given address, such as {@code https://abc.supabase.co}. */
    public static Builder builder(URI projectUrl) {
        return new Builder(projectUrl);
    }

    /** Starts a configuration that differs from this one. */
    public Builder toBuilder() {
        return new Builder(settings);
    }

    /** The project's address, without a slash at its end. */
    public URI projectUrl() {
        return settings.projectUrl;
    }

    /** The address under which browsers reach the project; the project's address if no other was given. */
    public URI publicUrl() {
        return settings.publicUrl != null ? settings.publicUrl : settings.projectUrl;
    }

    /**
     * The key that marks a request as coming from the project's application: the publishable key named {@code default},
     * else the first one, else the older anon key.
     */
    public Optional<String> publishableKey() {
        return firstOf(settings.publishableKeys).or(this::anonKey);
    }

    /** The publishable keys by name, in the order in which they were given. Unmodifiable. */
    public Map<String, String> publishableKeys() {
        return settings.publishableKeys;
    }

    /** The older key of the role {@code anon}. */
    public Optional<String> anonKey() {
        return Optional.ofNullable(settings.anonKey);
    }

    /**
     * The key that bypasses row level security: the secret key named {@code default}, else the first one, else the older
     * service_role key. A secret.
     */
    public Optional<String> secretKey() {
        return firstOf(settings.secretKeys).or(this::serviceRoleKey);
    }

    /** The secret keys by name, in the order in which they were given. Unmodifiable. Secrets. */
    public Map<String, String> secretKeys() {
        return settings.secretKeys;
    }

    /** The older key of the role {@code service_role}. A secret. */
    public Optional<String> serviceRoleKey() {
        return Optional.ofNullable(settings.serviceRoleKey);
    }

    /** The project's HS256 secret, if it has one. A secret. */
    public Optional<String> jwtSecret() {
        return Optional.ofNullable(settings.jwtSecret);
    }

    /** The project's signing keys given inline, as the JSON of a JWK set. */
    public Optional<String> jwks() {
        return Optional.ofNullable(settings.jwks);
    }

    /** Where the project's signing keys are; by default under the project's address. Unused when they are inline. */
    public URI jwksUrl() {
        return settings.jwksUrl != null
                ? settings.jwksUrl
                : URI.create(settings.projectUrl + "/auth/v1/.well-known/jwks.json");
    }

    /** Whether it has signing keys or says where they are, rather than leaving that to the project's address. */
    boolean namesSigningKeys() {
        return settings.jwks != null ? !KeySet.parse(settings.jwks).isEmpty() : settings.jwksUrl != null;
    }

    /** The algorithms that may sign tokens with the project's signing keys. */
    public Set<Algorithm> algorithms() {
        return settings.algorithms.isEmpty() ? Set.of(Algorithm.ES256, Algorithm.RS256) : settings.algorithms;
    }

    /** The issuers whose tokens are accepted; by default {@code /auth/v1} under the project's addresses. */
    public Set<String> issuers() {
        if (!settings.issuers.isEmpty()) {
            return settings.issuers;
        }
        Set<String> issuers = new LinkedHashSet<>();
        issuers.add(settings.projectUrl + "/auth/v1");
        issuers.add(publicUrl() + "/auth/v1");
        return Collections.unmodifiableSet(issuers);
    }

    /** Whether the issuer is not checked at all. */
    public boolean acceptsAnyIssuer() {
        return settings.anyIssuer;
    }

    /** The audiences that a token must name one of; by default {@code authenticated}. */
    public Set<String> audiences() {
        return settings.audiences.isEmpty() ? Set.of("authenticated") : settings.audiences;
    }

    /** The roles that callers may have; by default {@code authenticated}. */
    public Set<String> roles() {
        return settings.roles.isEmpty() ? Set.of("authenticated") : settings.roles;
    }

    /** By how much the clocks of Supabase and this machine may differ; 30 seconds by default. */
    public Duration clockSkew() {
        return settings.clockSkew;
    }

    /**
     * For how long {@linkplain TokenVerifier#remote remote verification} believes what the Auth server said about a
     * token: so late may a sign-out or a ban be noticed. 10 seconds by default; zero asks each time.
     */
    public Duration remoteCacheTime() {
        return settings.remoteCacheTime;
    }

    /** Issuers besides Supabase's Auth server whose tokens are accepted. */
    public List<ThirdPartyIssuer> thirdPartyIssuers() {
        return settings.thirdPartyIssuers;
    }

    /** Whether callers must have signed in with a second factor ({@code aal2}). */
    public boolean requiresSecondFactor() {
        return settings.secondFactor;
    }

    /** Whether users without an account are refused. */
    public boolean refusesAnonymousUsers() {
        return settings.refusingAnonymous;
    }

    /** The OAuth clients whose tokens are accepted; empty when those of all clients are. */
    public Optional<Set<String>> oauthClients() {
        return Optional.ofNullable(settings.oauthClients);
    }

    /** The project and which of the secrets are set; never a secret itself. */
    @Override
    public String toString() {
        return "SupabaseConfig[" + settings.projectUrl + ", publishable keys " + settings.publishableKeys.keySet()
                + ", secret keys " + settings.secretKeys.keySet() + ", anon key " + isSet(settings.anonKey)
                + ", service_role key " + isSet(settings.serviceRoleKey) + ", JWT secret " + isSet(settings.jwtSecret)
                + ", signing keys " + (settings.jwks != null ? "inline" : "from " + jwksUrl()) + "]";
    }

    private static String isSet(@Nullable String value) {
        return value != null ? "set" : "not set";
    }

    private static Optional<String> firstOf(Map<String, String> keys) {
        String named = keys.get("default");
        return named != null ? Optional.of(named) : keys.values().stream().findFirst();
    }

    /** Collects the settings of a {@link SupabaseConfig}. Not for use by several threads. */
    public static final class Builder {

        URI projectUrl;

        @Nullable
        URI publicUrl;

        Map<String, String> publishableKeys = new LinkedHashMap<>();
        Map<String, String> secretKeys = new LinkedHashMap<>();

        @Nullable
        String anonKey;

        @Nullable
        String serviceRoleKey;

        @Nullable
        String jwtSecret;

        @Nullable
        String jwks;

        @Nullable
        URI jwksUrl;

        Set<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
        Set<String> issuers = new LinkedHashSet<>();
        boolean anyIssuer;
        Set<String> audiences = new LinkedHashSet<>();
        Set<String> roles = new LinkedHashSet<>();
        Duration clockSkew = Duration.ofSeconds(30);
        Duration remoteCacheTime = Duration.ofSeconds(10);
        List<ThirdPartyIssuer> thirdPartyIssuers = new java.util.ArrayList<>();
        boolean secondFactor;
        boolean refusingAnonymous;

        @Nullable
        Set<String> oauthClients;

        boolean plainHttp;

        private Builder(URI projectUrl) {
            this.projectUrl = projectUrl;
        }

        private Builder(Builder other) {
            this.projectUrl = other.projectUrl;
            this.publicUrl = other.publicUrl;
            this.publishableKeys.putAll(other.publishableKeys);
            this.secretKeys.putAll(other.secretKeys);
            this.anonKey = other.anonKey;
            this.serviceRoleKey = other.serviceRoleKey;
            this.jwtSecret = other.jwtSecret;
            this.jwks = other.jwks;
            this.jwksUrl = other.jwksUrl;
            this.algorithms.addAll(other.algorithms);
            this.issuers.addAll(other.issuers);
            this.anyIssuer = other.anyIssuer;
            this.audiences.addAll(other.audiences);
            this.roles.addAll(other.roles);
            this.clockSkew = other.clockSkew;
            this.remoteCacheTime = other.remoteCacheTime;
            this.thirdPartyIssuers.addAll(other.thirdPartyIssuers);
            this.secondFactor = other.secondFactor;
            this.refusingAnonymous = other.refusingAnonymous;
            this.oauthClients = other.oauthClients;
            this.plainHttp = other.plainHttp;
        }

        /** See {@link SupabaseConfig#publicUrl()}. */
        public Builder publicUrl(URI publicUrl) {
            this.publicUrl = publicUrl;
            return this;
        }

        /** The publishable key named {@code default}. */
        public Builder publishableKey(String publishableKey) {
            return publishableKey("default", publishableKey);
        }

        /** A publishable key by its name in the project's settings; may be called several times. */
        public Builder publishableKey(String name, String publishableKey) {
            this.publishableKeys.put(name, publishableKey);
            return this;
        }

        /** See {@link SupabaseConfig#anonKey()}. */
        public Builder anonKey(String anonKey) {
            this.anonKey = anonKey;
            return this;
        }

        /** The secret key named {@code default}. */
        public Builder secretKey(String secretKey) {
            return secretKey("default", secretKey);
        }

        /** A secret key by its name in the project's settings; may be called several times. */
        public Builder secretKey(String name, String secretKey) {
            this.secretKeys.put(name, secretKey);
            return this;
        }

        /** See {@link SupabaseConfig#serviceRoleKey()}. */
        public Builder serviceRoleKey(String serviceRoleKey) {
            this.serviceRoleKey = serviceRoleKey;
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

        /**
         * Accepts this algorithm for signing keys instead of {@code ES256} and {@code RS256}; may be called several
         * times. {@code HS256} goes with {@link #jwtSecret} and is not set here.
         */
        public Builder algorithm(Algorithm algorithm) {
            this.algorithms.add(algorithm);
            return this;
        }

        /** Accepts this issuer instead of {@code <project>/auth/v1}; may be called several times. */
        public Builder issuer(String issuer) {
            this.issuers.add(issuer);
            return this;
        }

        /**
         * Does not check the issuer, and accepts tokens that name none, as those of self-hosted projects without
         * {@code GOTRUE_JWT_ISSUER}. The signature still shows that the project issued them.
         */
        public Builder acceptingAnyIssuer() {
            this.anyIssuer = true;
            return this;
        }

        /** Accepts tokens of an issuer other than Supabase's Auth server; may be called several times. */
        public Builder thirdPartyIssuer(ThirdPartyIssuer issuer) {
            this.thirdPartyIssuers.add(issuer);
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

        /** See {@link SupabaseConfig#clockSkew()}; 60 seconds at most. */
        public Builder clockSkew(Duration clockSkew) {
            this.clockSkew = clockSkew;
            return this;
        }

        /** See {@link SupabaseConfig#remoteCacheTime()}; 60 seconds at most. */
        public Builder remoteCacheTime(Duration remoteCacheTime) {
            this.remoteCacheTime = remoteCacheTime;
            return this;
        }

        /** Refuses callers who have not signed in with a second factor ({@code aal2}). */
        public Builder requiringSecondFactor() {
            this.secondFactor = true;
            return this;
        }

        /** Refuses users without an account ({@code signInAnonymously}). */
        public Builder refusingAnonymousUsers() {
            this.refusingAnonymous = true;
            return this;
        }

        /** Refuses tokens that the project's OAuth server issued to a client other than these; none means to any. */
        public Builder refusingOAuthClientsExcept(Collection<String> clientIds) {
            this.oauthClients = Set.copyOf(clientIds);
            return this;
        }

        /** Allows http to hosts other than this machine, for a network that nobody else can listen to or alter. */
        public Builder allowingPlainHttp() {
            this.plainHttp = true;
            return this;
        }

        /**
         * Checks the settings and makes them a value.
         *
         * @throws IllegalArgumentException when a setting is wrong; the message names it and says what to do
         */
        public SupabaseConfig build() {
            Builder settings = new Builder(this);
            SettingsCheck.checkAndNormalise(settings);
            settings.publishableKeys = Collections.unmodifiableMap(settings.publishableKeys);
            settings.secretKeys = Collections.unmodifiableMap(settings.secretKeys);
            settings.algorithms = Collections.unmodifiableSet(settings.algorithms);
            settings.issuers = Collections.unmodifiableSet(settings.issuers);
            settings.audiences = Collections.unmodifiableSet(settings.audiences);
            settings.roles = Collections.unmodifiableSet(settings.roles);
            settings.thirdPartyIssuers = List.copyOf(settings.thirdPartyIssuers);
            return new SupabaseConfig(settings);
        }

        /** No secret, whatever was set so far. */
        @Override
        public String toString() {
            return "SupabaseConfig.Builder[" + projectUrl + "]";
        }
    }
}
