package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.auth.AuthClient.Reply;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TokensTest {

    @Test
    void a_token_signed_by_the_key_is_verified_by_the_key_set() {
        try (AuthServerRunning server = new AuthServerRunning()) {
            Reply session = server.client().signUp(AuthClient.newEmail(), "correct horse");
            verify(session, SupabaseConfig.builder(server.url).build());
        }
    }

    @Test
    void a_token_signed_by_the_secret_is_verified_by_the_secret() {
        try (AuthServerRunning server = AuthServerRunning.bySecret()) {
            Reply session = server.client().signUp(AuthClient.newEmail(), "correct horse");
            assertThat(Jws.parse(session.text("access_token")).header().has("kid"))
                    .isFalse();
            verify(
                    session,
                    SupabaseConfig.builder(server.url)
                            .jwtSecret(server.keys.jwtSecret())
                            .build());
        }
    }

    private static void verify(Reply session, SupabaseConfig config) {
        Caller caller = TokenVerifier.of(config).verify(session.text("access_token"));
        assertThat(caller.userId().toString())
                .isEqualTo(session.body().at("/user/id").asString());
        assertThat(caller.role()).isEqualTo("authenticated");
    }

    @Test
    void a_token_has_every_claim_of_supabases() {
        try (AuthServerRunning server = new AuthServerRunning()) {
            Reply session = server.client().signUp(AuthClient.newEmail(), "correct horse");
            ObjectNode claims = Jws.parse(session.text("access_token")).claims();
            assertThat(claims.propertyNames())
                    .containsExactly(
                            "iss",
                            "sub",
                            "aud",
                            "exp",
                            "iat",
                            "email",
                            "phone",
                            "app_metadata",
                            "user_metadata",
                            "role",
                            "aal",
                            "amr",
                            "session_id",
                            "is_anonymous");
            assertThat(claims.required("iss").asString()).isEqualTo(server.url + "/auth/v1");
            assertThat(claims.required("exp").asLong() - claims.required("iat").asLong())
                    .isEqualTo(3600);
            assertThat(claims.required("exp").asLong())
                    .isEqualTo(session.body().required("expires_at").asLong());
            assertThat(claims.at("/amr/0/method").asString()).isEqualTo("password");
            assertThat(claims.at("/amr/0/timestamp").isIntegralNumber()).isTrue();
            assertThat(claims.required("phone").asString()).isEmpty();
        }
    }

    @Test
    void somebody_anonymous_is_said_to_be() {
        try (AuthServerRunning server = new AuthServerRunning()) {
            Reply session = server.client().post("/signup", "{}");
            Caller caller =
                    TokenVerifier.of(SupabaseConfig.builder(server.url).build()).verify(session.text("access_token"));
            assertThat(caller.isAnonymous()).isTrue();
            assertThat(caller.role()).isEqualTo("authenticated");
        }
    }
}
