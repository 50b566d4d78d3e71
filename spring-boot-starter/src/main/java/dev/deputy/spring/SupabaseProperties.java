package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * What an application can say about its Supabase project. What it leaves out is taken from the environment variables
 * that Supabase's own tools use.
 *
 * @param url The project's address, such as https://abc.supabase.co; by default SUPABASE_URL
 * @param publicUrl The address under which browsers reach the project, if it is another one; by default
 *     SUPABASE_PUBLIC_URL
 * @param allowPlainHttp Whether the addresses may use http to other machines than this one; by default
 *     SUPABASE_ALLOW_PLAIN_HTTP
 * @param publishableKey The key that front ends use, sb_publishable_… or the older anon key; by default
 *     SUPABASE_PUBLISHABLE_KEY or SUPABASE_ANON_KEY
 * @param secretKey The key that bypasses row level security, sb_secret_… or the older service_role key; by
 *     default SUPABASE_SECRET_KEY or SUPABASE_SERVICE_ROLE_KEY
 * @param jwtSecret The secret of projects that sign tokens with HS256, at least 32 bytes; by default
 *     SUPABASE_JWT_SECRET or JWT_SECRET
 * @param jwks The project's signing keys inline, a JWK set as JSON; by default SUPABASE_JWKS. Then none are
 *     fetched
 * @param jwksUrl Where the project's signing keys are, if not under its address; by default SUPABASE_JWKS_URL
 * @param issuers The issuers whose tokens are accepted; by default SUPABASE_JWT_ISSUER or the project's own;
 *     the word none switches the check off, for self-hosted projects whose tokens name none
 * @param audiences The audiences of which a token must name one; by default authenticated
 * @param roles The Postgres roles that callers may have; by default authenticated
 * @param clockSkew By how much the clocks of Supabase and this machine may differ, at most 60 seconds
 * @param verification How tokens are verified: local, in this process, or remote, by asking Supabase's Auth server,
 *     which also sees sign-outs, bans and deleted users
 * @param remoteCacheTime For how long remote verification believes what the Auth server said about a token, at most 60
 *     seconds; so late may a sign-out be noticed
 * @param dbUrl The project's database, postgresql://user:password@host:port/database; by default
 *     SUPABASE_DB_URL or DB_CONNECTION_STRING
 * @param authorities Which claims say what callers may do
 * @param cors Which web pages may call this service
 * @param cookies Whether the cookies of @supabase/ssr speak for callers
 * @param resourceMetadata What OAuth clients, such as those of an MCP server, are told about where to get a token
 * @param webhooks The secrets of webhooks that Supabase sends, such as HTTP auth hooks, by names of your choice
 * @param postgres How this service uses the project's database
 * @param local The Supabase inside this process, for trying, developing and testing
 */
@ConfigurationProperties("supabase")
record SupabaseProperties(
        @Nullable String url,
        @Nullable String publicUrl,
        @Nullable Boolean allowPlainHttp,
        @Nullable String publishableKey,
        @Nullable String secretKey,
        @Nullable String jwtSecret,
        @Nullable String jwks,
        @Nullable String jwksUrl,
        @DefaultValue List<String> issuers,
        @DefaultValue List<String> audiences,
        @DefaultValue List<String> roles,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("local") Verification verification,

        @DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS)
        Duration remoteCacheTime,

        @Nullable String dbUrl,
        @DefaultValue Authorities authorities,
        @DefaultValue Cors cors,
        @DefaultValue Cookies cookies,
        @DefaultValue ResourceMetadata resourceMetadata,
        @DefaultValue Map<String, Webhook> webhooks,
        @DefaultValue Postgres postgres,
        @DefaultValue Local local) {

    /** How tokens are verified. */
    enum Verification {
        /** In this process, with the project's secret and signing keys. */
        LOCAL,
        /** By asking Supabase's Auth server. */
        REMOTE
    }

    /**
     * Which claims say what callers may do, for hasRole and hasAuthority. Each is a path such as app_metadata.roles or the
     * name of a claim that a custom access token hook adds, and leads to a text or an array of texts. What is in
     * user_metadata users write themselves, so it is refused.
     *
     * @param roles Claims whose texts are roles: editor becomes the authority ROLE_editor
     * @param permissions Claims whose texts are authorities as they are
     */
    record Authorities(
            @DefaultValue List<String> roles, @DefaultValue List<String> permissions) {}

    /**
     * Which web pages may call this service.
     *
     * @param allowedOrigins The origins of these pages, such as https://app.example.com or https://*.example.com, or * for
     *     any; by default Spring's own CORS settings apply
     */
    record Cors(@DefaultValue List<String> allowedOrigins) {}

    /**
     * Whether the cookies of @supabase/ssr speak for callers, for pages that this service renders. Requests that come with
     * one and may change something need a CSRF token then. An Authorization header stands above them.
     *
     * @param enabled Whether a session in these cookies speaks for its user
     * @param name The cookie's name; by default the one that supabase-js makes of the project's public address, such as
     *     sb-abc-auth-token
     * @param signInPage Where browsers are sent that ask for a page without a session, or with one that is over, with the
     *     page as the parameter next; by default nowhere, and they are answered 401
     */
    record Cookies(
            @DefaultValue("false") boolean enabled,
            @Nullable String name,
            @Nullable String signInPage) {}

    /**
     * What OAuth clients, such as those of an MCP server, are told about where to get a token (RFC 9728).
     *
     * @param enabled Whether this service has such metadata, under /.well-known/oauth-protected-resource, and names them in
     *     each challenge
     * @param resource This service's address as clients know it; by default it is taken from each request
     * @param scopes The scopes that clients may ask the Auth server for
     */
    record ResourceMetadata(
            @DefaultValue("false") boolean enabled,
            @Nullable String resource,
            @DefaultValue List<String> scopes) {}

    /**
     * A webhook.
     *
     * @param secret Its secret as the dashboard shows it, v1,whsec_…; several are separated by | while one replaces another
     */
    record Webhook(@Nullable String secret) {

        /** No secret. */
        @Override
        public String toString() {
            return "Webhook";
        }
    }

    /**
     * How this service uses the project's database.
     *
     * @param withoutCaller What a request without a caller may do: be refused, or act as the role anon
     * @param allowBypassingLogin Whether the database login may be one that bypasses row level security, such as
     *     postgres: never, for a database on this machine only (loopback), or always
     * @param refuseSignedOut Whether callers whose session has ended are refused at once, and not when their token
     *     expires. Needs the SQL of Migrations.sessionCheck() in the database
     * @param listenForSignOuts Whether tokens are refused as soon as their session ends, for all that this service
     *     does and not just for the database. Needs the SQL of Migrations.signOuts() in the database, and a connection
     *     that does not go through a pooler in transaction mode
     * @param claimsSecret The secret that claims are signed with, for policies that use deputy.uid(); at least 32
     *     characters. Needs the SQL of Migrations.signedClaims() in the database
     * @param pooler Whether the database is behind a pooler in transaction mode; by default its address tells
     * @param statementTimeout How long a statement may take, unless the role's own setting is shorter; by default a
     *     little less than the driver's socketTimeout
     * @param requireRows Whether an UPDATE or DELETE that affects no row is answered with 404
     * @param doctor Whether the database is examined when the application starts: off, warn in the log, or fail to
     *     start
     */
    record Postgres(
            @DefaultValue("refuse") WithoutCaller withoutCaller,
            @DefaultValue("never") AllowBypassingLogin allowBypassingLogin,
            @DefaultValue("false") boolean refuseSignedOut,
            @DefaultValue("false") boolean listenForSignOuts,
            @Nullable String claimsSecret,
            @Nullable Boolean pooler,
            @Nullable Duration statementTimeout,
            @DefaultValue("false") boolean requireRows,
            @DefaultValue("off") Examination doctor) {

        /** No secret. */
        @Override
        public String toString() {
            return "Postgres";
        }
    }

    /** What is done about what is wrong with the database. */
    enum Examination {
        /** Nothing: it is not examined. */
        OFF,
        /** It is written to the log. */
        WARN,
        /** The application does not start. */
        FAIL
    }

    /** What a request without a caller may do in the database. */
    enum WithoutCaller {
        /** Nothing. */
        REFUSE,
        /** What the role anon may do. */
        ANONYMOUS
    }

    /** Whether the database login may be one that bypasses row level security. */
    enum AllowBypassingLogin {
        /** No. */
        NEVER,
        /** If the database is on this machine. */
        LOOPBACK,
        /** Yes. */
        ALWAYS
    }

    /**
     * The Supabase inside this process, which starts when deputy-local is on the class path and no project is set.
     *
     * @param enabled Whether a Supabase may start inside this process
     * @param project The folder with supabase/migrations and supabase/seed.sql to apply; by default what is on
     *     the class path, and if there is nothing, the current folder
     * @param port The port of its HTTP address; 0 for any that is free
     * @param data The folder to keep the data in; by default none, and the data is gone when the application stops
     * @param databasePort The port of its Postgres; 0 for any that is free
     * @param publishableKeys Publishable keys by name, beside its own, for rules of this service that ask for them
     * @param secretKeys Secret keys by name, beside its own, for rules of this service that ask for them
     */
    record Local(
            @DefaultValue("true") boolean enabled,
            @Nullable String project,
            @DefaultValue("0") int port,
            @Nullable String data,
            @DefaultValue("0") int databasePort,
            @DefaultValue Map<String, String> publishableKeys,
            @DefaultValue Map<String, String> secretKeys) {

        /** The configuration of the one inside this process, with the keys that have names. */
        SupabaseConfig named(SupabaseConfig local) {
            SupabaseConfig.Builder builder = local.toBuilder();
            publishableKeys.forEach((name, key) -> builder.publishableKey(further(name, "publishable-keys"), key));
            secretKeys.forEach((name, key) -> builder.secretKey(further(name, "secret-keys"), key));
            return builder.build();
        }

        private static String further(String name, String setting) {
            if (name.equals("default")) {
                throw new SupabaseSettingsException(
                        "supabase.local." + setting + ".default is set, but the Supabase inside this process makes its"
                                + " default keys itself.",
                        "Remove it, or give the key another name.",
                        null);
            }
            return name;
        }

        /** No keys. */
        @Override
        public String toString() {
            return "Local";
        }
    }

    /** The project's configuration with what is said here about callers. */
    SupabaseConfig refine(SupabaseConfig project) {
        SupabaseConfig.Builder builder =
                project.toBuilder().clockSkew(clockSkew).remoteCacheTime(remoteCacheTime);
        audiences.forEach(builder::audience);
        roles.forEach(builder::role);
        return builder.build();
    }

    /** No keys, no secrets. */
    @Override
    public String toString() {
        return "SupabaseProperties[" + url + "]";
    }
}
