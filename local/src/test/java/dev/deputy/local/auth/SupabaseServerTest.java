package dev.deputy.local.auth;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Supabase's packages for servers, @supabase/server and @supabase/ssr. What is tried is written in src/test/node. */
class SupabaseServerTest {

    @Test
    void supabase_server_tells_users_and_keys_apart() throws Exception {
        try (AuthServerRunning server = new AuthServerRunning()) {
            NodeTests.run("server.mjs", 8, server, Map.of());
        }
    }

    @Test
    void supabase_server_refuses_tokens_signed_by_the_secret() throws Exception {
        try (AuthServerRunning server = AuthServerRunning.bySecret()) {
            NodeTests.run("server-hs256.mjs", 2, server, Map.of());
        }
    }

    @Test
    void supabase_ssr_keeps_a_session_in_cookies() throws Exception {
        try (AuthServerRunning server = new AuthServerRunning(settings -> settings.withAutoconfirm(false))) {
            NodeTests.run("ssr.mjs", 8, server, Map.of());
        }
    }
}
