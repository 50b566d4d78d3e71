package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.auth.SigningKeys.State;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SigningKeysTest {

    private final AuthServerRunning server = new AuthServerRunning();
    private final SigningKeys keys = server.keys.signingKeys();
    private final AuthClient client = server.client();
    private final String email = AuthClient.newEmail();
    private final String token = client.signUp(email, "correct horse").text("access_token");
    private final String first = keys.list().get(0).id();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_key_pair_signs_and_the_secret_is_believed() {
        assertThat(keys.list())
                .containsExactly(
                        new SigningKeys.Key(first, "ES256", State.IN_USE),
                        new SigningKeys.Key("jwt-secret", "HS256", State.PREVIOUSLY_USED));
        assertThat(published()).containsExactly(first);
    }

    @Test
    void a_key_is_published_before_it_signs() {
        String next = keys.addStandby().id();
        assertThat(published()).containsExactly(first, next);
        assertThat(keyOf(newToken())).isEqualTo(first);

        assertThat(keys.rotate().id()).isEqualTo(next);
        assertThat(published()).containsExactly(first, next);
        assertThat(keyOf(newToken())).isEqualTo(next);
        assertThat(outcome(token)).isEqualTo("200");
    }

    @Test
    void a_revoked_key_is_neither_published_nor_believed() {
        String next = keys.rotate().id();
        String newer = newToken();
        keys.revoke(first);
        assertThat(published()).containsExactly(next);
        assertThat(outcome(token)).isEqualTo("403 bad_jwt");
        assertThat(outcome(newer)).isEqualTo("200");
    }

    @Test
    void a_revocation_can_be_taken_back() {
        keys.rotate();
        keys.revoke(first);
        keys.standBy(first);
        assertThat(outcome(token)).isEqualTo("200");
        assertThat(keys.rotate().id()).isEqualTo(first);
    }

    @Test
    void keys_can_be_for_rs256() {
        String rsa = keys.addStandbyRsa().id();
        keys.rotate();
        String newer = newToken();
        assertThat(Jws.parse(newer).header().toString())
                .isEqualTo("{\"alg\":\"RS256\",\"kid\":\"" + rsa + "\",\"typ\":\"JWT\"}");
        assertThat(outcome(newer)).isEqualTo("200");
        JsonNode published = client.get("/.well-known/jwks.json").body().at("/keys/1");
        assertThat(published.propertyNames())
                .containsExactlyInAnyOrder("kty", "kid", "alg", "use", "key_ops", "n", "e");
    }

    @Test
    void the_secret_can_be_revoked_and_publishable_and_secret_keys_still_work() {
        String older = server.keys.apiKeys().serviceRole();
        assertThat(client.bearer(older).get("/admin/users").status()).isEqualTo(200);
        keys.revoke("jwt-secret");
        assertThat(client.bearer(older).get("/admin/users").outcome()).isEqualTo("403 bad_jwt");
        Reply users = new AuthClient(server.url)
                .header("apikey", server.keys.apiKeys().secret())
                .get("/admin/users");
        assertThat(users.status()).isEqualTo(200);
    }

    @Test
    void a_project_that_signs_with_its_secret_moves_to_a_key_pair_and_back() {
        try (AuthServerRunning older = AuthServerRunning.bySecret()) {
            SigningKeys its = older.keys.signingKeys();
            String bySecret = older.client().signIn(email, "correct horse").text("access_token");
            its.signByKeyPair();
            String byKey = older.client().signIn(email, "correct horse").text("access_token");
            assertThat(its.list())
                    .extracting(SigningKeys.Key::state)
                    .containsExactly(State.PREVIOUSLY_USED, State.IN_USE);
            its.signBySecret();
            for (String one : List.of(bySecret, byKey)) {
                assertThat(older.client().bearer(one).get("/user").status()).isEqualTo(200);
            }
            its.signByKeyPair();
            assertThat(its.list()).hasSize(2);
        }
    }

    @Test
    void a_project_that_only_has_its_secret_believes_no_key_pair() {
        try (AuthServerRunning older = AuthServerRunning.bySecret()) {
            assertThat(older.client().bearer(token).get("/user").outcome()).isEqualTo("403 bad_jwt");
        }
    }

    @Test
    void what_is_impossible_is_said() {
        assertThatThrownBy(() -> keys.revoke(first))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is in use: rotate to another one first");
        assertThatThrownBy(() -> keys.revoke("nothing")).isInstanceOf(IllegalArgumentException.class);
        keys.addStandby();
        assertThatThrownBy(keys::addStandby).hasMessageContaining("stands by already");
        assertThat(keys.toString()).doesNotContain("\"d\"");
    }

    private String newToken() {
        return client.signIn(email, "correct horse").text("access_token");
    }

    private String outcome(String accessToken) {
        Reply reply = client.bearer(accessToken).get("/user");
        return reply.status() == 200 ? "200" : reply.outcome();
    }

    private static String keyOf(String accessToken) {
        return Jws.parse(accessToken).header().required("kid").asString();
    }

    private List<String> published() {
        return client.get("/.well-known/jwks.json").body().required("keys").findValuesAsString("kid");
    }
}
