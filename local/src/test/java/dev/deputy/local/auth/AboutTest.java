package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AboutTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient client = SERVER.client();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void it_is_healthy() {
        assertThat(client.get("/health").text("name")).isEqualTo("GoTrue");
    }

    @Test
    void it_says_what_it_offers() {
        Reply settings = client.get("/settings");
        assertThat(settings.body().at("/external/email").booleanValue()).isTrue();
        assertThat(settings.body().at("/external/github").booleanValue()).isTrue();
        assertThat(settings.body().at("/external/phone").booleanValue()).isFalse();
        assertThat(settings.body().required("mailer_autoconfirm").booleanValue())
                .isTrue();
        assertThat(settings.body().required("disable_signup").booleanValue()).isFalse();
    }

    @Test
    void the_key_set_is_public_and_has_nothing_private() {
        Reply reply = new AuthClient(SERVER.url).header("apikey", "wrong").get("/.well-known/jwks.json");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("cache-control")).isEqualTo("public, max-age=600");
        var key = reply.body().required("keys").required(0);
        assertThat(key.propertyNames())
                .containsExactlyInAnyOrder("kty", "kid", "alg", "use", "key_ops", "crv", "x", "y");
        assertThat(key.required("alg").asString()).isEqualTo("ES256");
    }

    @Test
    void a_project_that_signs_by_its_secret_shows_no_key() {
        try (AuthServerRunning bySecret = AuthServerRunning.bySecret()) {
            assertThat(bySecret.client().get("/.well-known/jwks.json").body().toString())
                    .isEqualTo("{\"keys\":[]}");
        }
    }

    @Test
    void failures_come_in_the_dialect_that_was_asked_for() {
        Reply old = client.post("/token?grant_type=password", "{}");
        assertThat(old.body().propertyNames()).containsExactly("code", "error_code", "msg");
        assertThat(old.body().required("code").asInt()).isEqualTo(400);
        assertThat(old.text("error_code")).isEqualTo("validation_failed");
        assertThat(old.header("x-supabase-api-version")).isEmpty();

        Reply recent = client.header("X-Supabase-Api-Version", "2024-01-01").post("/token?grant_type=password", "{}");
        assertThat(recent.body().propertyNames()).containsExactly("code", "message");
        assertThat(recent.text("code")).isEqualTo("validation_failed");
        assertThat(recent.header("x-supabase-api-version")).isEqualTo("2024-01-01");
        assertThat(recent.header("x-sb-error-code")).isEqualTo(old.header("x-sb-error-code"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-12-31", "yesterday", ""})
    void an_older_or_odd_version_is_answered_in_the_first_dialect(String version) {
        Reply reply = client.header("X-Supabase-Api-Version", version).get("/nothing");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().required("code").asInt()).isEqualTo(404);
    }

    @Test
    void an_unknown_grant_is_refused() {
        assertThat(client.post("/token?grant_type=wish", "{}").outcome()).isEqualTo("400 invalid_credentials");
        assertThat(client.post("/token", "{}").text("msg")).isEqualTo("unsupported_grant_type");
    }

    @Test
    void wallets_are_refused_as_where_they_are_switched_off() {
        Reply reply = client.post("/token?grant_type=web3", "{}");
        assertThat(reply.outcome()).isEqualTo("422 web3_provider_disabled");
        assertThat(reply.text("msg")).isEqualTo("Web3 provider is disabled");
    }
}
