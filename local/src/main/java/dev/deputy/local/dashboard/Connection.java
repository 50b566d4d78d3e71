package dev.deputy.local.dashboard;

import dev.deputy.local.LocalSupabase;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.Routes;

/** {@code /v1/connection}: what programs need to use this Supabase, secrets included. */
final class Connection {

    private final LocalSupabase supabase;

    Connection(LocalSupabase supabase) {
        this.supabase = supabase;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/v1/connection", call -> show());
    }

    private Answer show() {
        return Answer.json(
                200,
                Json.object()
                        .put("api_url", supabase.apiUrl().toString())
                        .put("auth_url", supabase.authUrl().toString())
                        .put("jwks_url", supabase.authUrl() + "/.well-known/jwks.json")
                        .put("db_url", supabase.databaseUrl())
                        .put("service_db_url", supabase.serviceDatabaseUrl())
                        .put("publishable_key", supabase.publishableKey())
                        .put("secret_key", supabase.secretKey())
                        .put("anon_key", supabase.anonKey())
                        .put("service_role_key", supabase.serviceRoleKey())
                        .put("jwt_secret", supabase.jwtSecret())
                        .put("signs_with_secret", supabase.config().jwtSecret().isPresent()));
    }
}
