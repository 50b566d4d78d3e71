package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    @Test
    void whoever_knows_the_issuer_finds_its_keys_without_an_api_key() {
        try (AuthServerRunning server = new AuthServerRunning()) {
            Reply reply = new AuthClient(server.url).get("/.well-known/openid-configuration");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("cache-control")).isEqualTo("public, max-age=600");
            assertThat(reply.text("issuer")).isEqualTo(server.url + "/auth/v1");
            assertThat(reply.text("jwks_uri")).isEqualTo(server.url + "/auth/v1/.well-known/jwks.json");
            assertThat(reply.body()
                            .required("id_token_signing_alg_values_supported")
                            .toString())
                    .contains("ES256");
            assertThat(reply.body().required("code_challenge_methods_supported").toString())
                    .isEqualTo("[\"S256\",\"plain\"]");
        }
    }

    @Test
    void the_issuer_is_the_one_that_tokens_name() {
        try (AuthServerRunning server = new AuthServerRunning()) {
            String token = server.client()
                    .signUp(AuthClient.newEmail(), "correct horse")
                    .text("access_token");
            assertThat(Jws.parse(token).claims().required("iss").asString())
                    .isEqualTo(server.client()
                            .get("/.well-known/openid-configuration")
                            .text("issuer"));
        }
    }
}
