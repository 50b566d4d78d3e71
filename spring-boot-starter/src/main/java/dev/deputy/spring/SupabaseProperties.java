package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application can say about its Supabase project. What it leaves out is taken from the environment variables
 * that Supabase's own tools use.
 *
 * @param url the project's address, such as {@code https://abc.supabase.co}; by default {@code SUPABASE_URL}
 * @param publicUrl the address under which browsers reach the project, if it is another one; by default
 *     {@code SUPABASE_PUBLIC_URL}
 * @param publishableKey the key that front ends use, {@code sb_publishable_…} or the older anon key; by default
 *     {@code SUPABASE_PUBLISHABLE_KEY} or {@code SUPABASE_ANON_KEY}
 * @param secretKey the key that bypasses row level security, {@code sb_secret_…} or the older service_role key; by
 *     default {@code SUPABASE_SECRET_KEY} or {@code SUPABASE_SERVICE_ROLE_KEY}
 * @param jwtSecret the secret of projects that sign tokens with HS256, at least 32 bytes; by default
 *     {@code SUPABASE_JWT_SECRET} or {@code JWT_SECRET}
 * @param jwks the project's signing keys inline, a JWK set as JSON; by default {@code SUPABASE_JWKS}. Then none are
 *     fetched
 * @param jwksUrl where the project's signing keys are, if not under its address; by default {@code SUPABASE_JWKS_URL}
 * @param issuers the issuers whose tokens are accepted; by default {@code SUPABASE_JWT_ISSUER} or the project's own,
 *     {@code <url>/auth/v1}; {@code none} switches the check off, for self-hosted projects whose tokens name none
 * @param audiences the audiences of which a token must name one; by default {@code authenticated}
 * @param roles the Postgres roles that callers may have; by default {@code authenticated}
 * @param clockSkew by how much the clocks of Supabase and this machine may differ, at most 60 seconds
 * @param dbUrl the project's database, {@code postgresql://user:password@host:port/database}; by default
 *     {@code SUPABASE_DB_URL} or {@code DB_CONNECTION_STRING}
 * @param cors which web pages may call this service
 * @param postgres how this service uses the project's database
 * @param local the Supabase inside this process, for trying, developing and testing
 */
@ConfigurationProperties("supabase")
record SupabaseProperties(
        @Nullable String url,
        @Nullable String publicUrl,
        @Nullable String publishableKey,
        @Nullable String secretKey,
        @Nullable String jwtSecret,
        @Nullable String jwks,
        @Nullable String jwksUrl,
        @DefaultValue List<String> issuers,
        @DefaultValue List<String> audiences,
        @DefaultValue List<String> roles,
        @DefaultValue("30s") Duration clockSkew,
        @Nullable String dbUrl,
        @DefaultValue Cors cors,
        @DefaultValue Postgres postgres,
        @DefaultValue Local local) {

    /**
     * Which web pages may call this service.
     *
     * @param allowedOrigins their origins, such as {@code https://app.example.com} or {@code https://*.example.com};
     *     {@code *} for any. By default none: then Spring's own CORS settings apply
     */
    record Cors(@DefaultValue List<String> allowedOrigins) {}

    /**
     * How this service uses the project's database.
     *
     * @param withoutCaller what a request without a caller may do: be refused, or act as the role anon
     * @param allowBypassingLogin whether the database login may be one that bypasses row level security, such as
     *     postgres: never, for a database on this machine only (loopback), or always
     */
    record Postgres(
            @DefaultValue("refuse") WithoutCaller withoutCaller,
            @DefaultValue("never") AllowBypassingLogin allowBypassingLogin) {}

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
     * @param enabled whether it may start
     * @param project the folder with supabase/migrations and supabase/seed.sql to apply; by default what is on
     *     the class path, and if there is nothing, the current folder
     * @param port the port of its HTTP address; 0 for any that is free
     * @param databasePort the port of its Postgres; 0 for any that is free
     * @param data the folder to keep the data in; by default none, and the data is gone when the application stops
     */
    record Local(
            @DefaultValue("true") boolean enabled,
            @Nullable Path project,
            @DefaultValue("0") int port,
            @DefaultValue("0") int databasePort,
            @Nullable Path data) {}

    /** The project's configuration with what is said here about callers. */
    SupabaseConfig refine(SupabaseConfig project) {
        SupabaseConfig.Builder builder = project.toBuilder().clockSkew(clockSkew);
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
