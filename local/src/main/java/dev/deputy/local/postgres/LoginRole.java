package dev.deputy.local.postgres;

import java.util.Locale;

/** The roles that can log in, and what each is for. */
public enum LoginRole {
    /** The only superuser; Deputy prepares a database with it. */
    SUPABASE_ADMIN,
    /** What a person migrates and administers as. Bypasses row level security; its password is {@code postgres}. */
    POSTGRES,
    /** What the auth server logs in as: owns schema {@code auth}, sees nothing else. */
    SUPABASE_AUTH_ADMIN,
    /** What a data API logs in as: becomes anon, authenticated or service_role for each request. */
    AUTHENTICATOR,
    /** What a Java service logs in as: has no right but to become anon or authenticated. */
    DEPUTY_SERVICE;

    /** The role's name in SQL. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
