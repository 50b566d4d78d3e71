package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What services bring that are nobody's user, and what they are told when it is not enough. */
class ServiceTokensTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient anybody = new AuthClient(SERVER.url);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service_role", "supabase_admin"})
    void a_token_with_neither_subject_nor_end_administers_by_its_role(String role) {
        assertThat(anybody.bearer(signedBySecret(role)).get("/admin/users").status())
                .isEqualTo(200);
        assertThat(anybody.bearer(signedByKey(role)).get("/admin/users").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anon", "authenticated", "postgres", ""})
    void other_roles_do_not_administer(String role) {
        assertThat(anybody.bearer(signedBySecret(role)).get("/admin/users").outcome())
                .isEqualTo("403 not_admin");
    }

    @Test
    void a_secret_key_administers_as_api_key_alone() {
        String key = SERVER.keys.apiKeys().secret();
        assertThat(anybody.header("apikey", key).get("/admin/users").status()).isEqualTo(200);
        assertThat(anybody.header("apikey", key).bearer(key).get("/admin/users").status())
                .isEqualTo(200);
        assertThat(anybody.header("apikey", SERVER.keys.apiKeys().publishable())
                        .get("/admin/users")
                        .outcome())
                .isEqualTo("403 not_admin");
    }

    @Test
    void a_request_without_an_api_key_counts_as_anon() {
        assertThat(anybody.get("/settings").status()).isEqualTo(200);
        assertThat(anybody.signUp(AuthClient.newEmail(), "correct horse").status())
                .isEqualTo(200);
    }

    @Test
    void a_service_token_is_nobodys_user() {
        assertThat(anybody.bearer(signedBySecret("service_role")).get("/user").outcome())
                .isEqualTo("403 bad_jwt");
    }

    @Test
    void a_wrong_api_key_is_refused_with_what_to_bring() {
        Reply reply = anybody.header("apikey", "sb_secret_wrong").get("/settings");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("message")).isEqualTo("Invalid API key");
        assertThat(reply.header("www-authenticate")).isEqualTo("Key realm=\"supabase\"");
    }

    @Test
    void a_method_that_a_path_does_not_take_is_told_those_that_it_does() {
        Reply reply = anybody.send("PATCH", "/user", "{}");
        assertThat(reply.outcome()).isEqualTo("405 method_not_allowed");
        assertThat(reply.header("allow")).isEqualTo("GET, PUT");
    }

    @Test
    void single_sign_on_is_off_as_on_a_project_without_it() {
        assertThat(anybody.post("/sso", "{\"domain\": \"example.com\"}").outcome())
                .isEqualTo("404 saml_provider_disabled");
    }

    @Test
    void failures_come_in_both_dialects() {
        Reply old = anybody.get("/user");
        assertThat(old.body().propertyNames()).containsExactlyInAnyOrder("code", "error_code", "msg");
        assertThat(old.body().required("code").asInt()).isEqualTo(401);
        assertThat(old.text("error_code")).isEqualTo("no_authorization");
        Reply young = anybody.header("X-Supabase-Api-Version", "2024-01-01").get("/user");
        assertThat(young.body().propertyNames()).containsExactlyInAnyOrder("code", "message");
        assertThat(young.text("code")).isEqualTo("no_authorization");
        assertThat(young.header("x-supabase-api-version")).isEqualTo("2024-01-01");
        assertThat(young.header("x-sb-error-code")).isEqualTo("no_authorization");
    }

    private static String signedBySecret(String role) {
        return Jws.print(
                Json.object().put("alg", "HS256").put("typ", "JWT"),
                claims(role),
                new SharedSecret(SERVER.keys.jwtSecret())::sign);
    }

    private static String signedByKey(String role) {
        SigningKey key = SERVER.keys.signingKeys().inUse();
        return Jws.print(key.header(), claims(role), key::sign);
    }

    private static ObjectNode claims(String role) {
        return Json.object().put("role", role);
    }
}
