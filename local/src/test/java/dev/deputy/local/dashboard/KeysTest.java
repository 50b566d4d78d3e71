package dev.deputy.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.LocalSupabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each with a Supabase of its own, since what happens to a key cannot be undone. */
class KeysTest {

    private LocalSupabase supabase;
    private ControlClient control;

    @BeforeEach
    void start() {
        supabase = LocalSupabase.start();
        control = ControlClient.of(supabase);
    }

    @AfterEach
    void close() {
        supabase.close();
    }

    @Test
    void signing_keys_are_rotated_revoked_and_stand_by() {
        String before = keyInUse();
        String token =
                supabase.signUp("ada@example.com", "correct horse battery").accessToken();

        String added = control.post("/keys", "{\"algorithm\":\"RS256\"}")
                .json()
                .path("id")
                .asString();
        assertThat(control.post("/keys", "{}").status()).isEqualTo(409);
        assertThat(control.post("/keys/rotate", "").json().path("id").asString())
                .isEqualTo(added);
        assertThat(keyInUse()).isEqualTo(added).isNotEqualTo(before);
        assertThat(user(token)).isEqualTo(200);

        assertThat(control.post("/keys/" + added + "/revoke", "").status()).isEqualTo(409);
        assertThat(control.post("/keys/" + before + "/revoke", "").status()).isEqualTo(200);
        assertThat(user(token)).isEqualTo(403);
        assertThat(control.post("/keys/" + before + "/standby", "").status()).isEqualTo(200);
        assertThat(user(token)).isEqualTo(200);
        assertThat(control.post("/keys/rotate", "").json().path("id").asString())
                .isEqualTo(before);

        assertThat(control.post("/keys/nothing/revoke", "").status()).isEqualTo(404);
        assertThat(control.post("/keys", "{\"algorithm\":\"none\"}").status()).isEqualTo(400);
        assertThat(control.get("/keys").text()).doesNotContain("\"d\"", supabase.jwtSecret());
    }

    @Test
    void revoking_the_older_api_keys_does_not_shut_the_dashboard_out() {
        control.post("/keys/jwt-secret/revoke", "");
        assertThat(control.get("/users").status()).isEqualTo(200);
    }

    private String keyInUse() {
        for (JsonNode key : control.get("/keys").json().path("keys")) {
            if (key.path("state").asString().equals("in_use")) {
                return key.path("id").asString();
            }
        }
        throw new AssertionError("no key is in use");
    }

    /** What the auth server answers to this token. */
    private int user(String token) {
        return new ControlClient(supabase.apiUrl(), token)
                .sendTo("GET", "/auth/v1/user", "")
                .status();
    }
}
