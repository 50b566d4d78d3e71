package dev.deputy.local.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent to whichever endpoint: the client's mistakes are 4xx, never 500. */
class BadBodiesTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();
    private static final String ADA = AuthClient.newEmail();
    private static final String TOKEN =
            SERVER.client().signUp(ADA, "correct horse").text("access_token");

    private static final List<String> ENDPOINTS = List.of(
            "POST /signup",
            "POST /token?grant_type=password",
            "POST /token?grant_type=refresh_token",
            "PUT /user",
            "POST /admin/users",
            "PUT /admin/users/%s");

    private static final String FACTOR = AuthenticatorApp.enrolment(
                    SERVER.client().bearer(TOKEN), "my phone")
            .text("id");

    /** Those of second factors and ID tokens, with members of the wrong type that they ask for. */
    private static final List<Arguments> OTHER_ENDPOINTS = List.of(
            Arguments.of("POST /token?grant_type=id_token", "{\"id_token\": 17}"),
            Arguments.of("POST /token?grant_type=id_token", "{\"id_token\": \"x\", \"provider\": []}"),
            Arguments.of("POST /token?grant_type=id_token", "{\"link_identity\": \"yes\"}"),
            Arguments.of("POST /factors", "{\"factor_type\": 17}"),
            Arguments.of("POST /factors", "{\"factor_type\": \"totp\", \"friendly_name\": {}}"),
            Arguments.of("POST /factors", "{\"factor_type\": \"totp\", \"friendly_name\": \"\\u0000\"}"),
            Arguments.of("POST /factors", "{\"factor_type\": \"totp\", \"issuer\": [1]}"),
            Arguments.of("POST /factors", "{\"factor_type\": \"\\ud800\"}"),
            Arguments.of("POST /factors/" + FACTOR + "/verify", "{\"challenge_id\": 17, \"code\": \"123456\"}"),
            Arguments.of("POST /factors/" + FACTOR + "/verify", "{\"challenge_id\": \"x\", \"code\": \"123456\"}"),
            Arguments.of("POST /factors/" + FACTOR + "/verify", "{\"challenge_id\": \"\", \"code\": 123456}"),
            Arguments.of("PUT /admin/users/%s/factors/" + FACTOR, "{\"friendly_name\": []}"),
            Arguments.of("PUT /admin/users/%s/factors/" + FACTOR, "{\"friendly_name\": \"\\u0000\"}"));

    private static final List<String> MAIL_ENDPOINTS = List.of(
            "POST /otp",
            "POST /magiclink",
            "POST /verify",
            "POST /recover",
            "POST /resend",
            "POST /token?grant_type=pkce",
            "POST /invite",
            "POST /admin/generate_link");

    /** Each is wrong in every one of them. */
    private static final List<String> WRONG_FOR_MAIL = List.of(
            "{}",
            "{\"email\": 17, \"auth_code\": 17, \"token\": 17}",
            "{\"email\": null, \"auth_code\": null, \"type\": null}",
            "{\"email\": [\"a@b.c\"], \"type\": \"signup\", \"auth_code\": [], \"code_verifier\": \"x\"}",
            "{\"email\": {\"a\": 1}, \"type\": \"recovery\", \"auth_code\": true}",
            "{\"email\": \"nul\\u0000@b.c\", \"auth_code\": \"\\u0000\", \"code_verifier\": \"\\ud800\"}",
            "{\"email\": \"a@b\\ud83d\", \"data\": {\"\\udc00\": 1}}",
            "{\"email\": \"no address\", \"type\": \"signup\", \"auth_code\": \"x\"}",
            "{\"email\": \"" + "x".repeat(300) + "@b.c\", \"token\": \"1\", \"type\": \"email\"}",
            "{\"email\": \"a@b.c\", \"type\": 17, \"data\": [], \"code_challenge\": \"x\", \"phone\": \"1\"}");

    private static final List<String> NOT_JSON = List.of(
            "",
            " ",
            "nonsense",
            "{",
            "[]",
            "\"text\"",
            "17",
            "true",
            "{} {}",
            "{'email': 'a@b.c'}",
            "{\"email\": \"a@b.c\",}",
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "email=a%40b.c&password=x");

    private static final List<String> WRONG_VALUES = List.of(
            "{\"email\": 17, \"password\": \"correct horse\"}",
            "{\"email\": {\"a\": 1}, \"refresh_token\": []}",
            "{\"email\": [\"a@b.c\"], \"refresh_token\": true}",
            "{\"email\": true, \"refresh_token\": {}}",
            "{\"email\": \"a@b.c\", \"password\": 17, \"refresh_token\": 17}",
            "{\"email\": \"nul\\u0000@b.c\", \"password\": \"correct horse\", \"refresh_token\": \"\\u0000\"}",
            "{\"refresh_token\": \"x\\u0000\", \"data\": {\"a\": \"\\u0000\"}, \"user_metadata\": {\"\\u0000\": 1}}",
            "{\"refresh_token\": \"\\ud800\", \"data\": {\"\\udc00\": 1}, \"user_metadata\": {\"a\": \"\\ud83d\"}}",
            "{\"refresh_token\": \"%s\", \"data\": {\"a\": 1e999}, \"user_metadata\": {\"a\": [1e999]}}",
            "{\"refresh_token\": \"x\", \"data\": [], \"user_metadata\": 1, \"email\": \"a@b\"}",
            "{\"email\": \"" + "x".repeat(300) + "@b.c\", \"password\": \"correct horse\"}");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static Stream<Arguments> wrongBodies() {
        return ENDPOINTS.stream().flatMap(endpoint -> Stream.concat(NOT_JSON.stream(), WRONG_VALUES.stream())
                .map(body -> Arguments.of(endpoint, body)));
    }

    static Stream<Arguments> wrongBodiesForMail() {
        return MAIL_ENDPOINTS.stream().flatMap(endpoint -> Stream.concat(NOT_JSON.stream(), WRONG_FOR_MAIL.stream())
                .map(body -> Arguments.of(endpoint, body)));
    }

    @ParameterizedTest
    @MethodSource("wrongBodiesForMail")
    void a_wrong_body_where_mails_are_asked_for_is_a_400_too(String endpoint, String body) {
        Reply reply = send(endpoint, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("x-sb-error-code")).isIn("bad_json", "validation_failed");
        assertThat(reply.text("msg")).isNotEmpty().doesNotContain("Exception", "tools.jackson");
    }

    @Test
    void addresses_with_parameters_that_are_wrong_are_a_4xx_or_lead_back() {
        for (String address : List.of(
                "/verify",
                "/verify?token=%00&type=signup",
                "/verify?token=x&type=wish",
                "/verify?token=pkce_x&type=" + "y".repeat(3000),
                "/verify?token=x&type=signup&redirect_to=%25zz",
                "/verify?token=x&type=signup&redirect_to=http://%5B",
                "/authorize?provider=%00",
                "/authorize?provider=github&redirect_to=%C3%28",
                "/authorize?provider=github&invite_token=%ff",
                "/callback?state=a.b.c&code=%00",
                "/callback?state=" + "x".repeat(9000),
                "/social?state=%00")) {
            assertThat(SERVER.client().get(address).status()).as(address).isBetween(300, 499);
        }
        for (byte[] body :
                List.of("state=%zz".getBytes(US_ASCII), new byte[] {(byte) 0xff}, "=&=&a".getBytes(US_ASCII))) {
            assertThat(SERVER.client().sendBytes("/callback", body).status()).isBetween(300, 499);
            assertThat(SERVER.client().sendBytes("/social?state=x", body).status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void a_wrong_body_is_a_400_or_422(String endpoint, String body) {
        Reply reply = send(endpoint, body);
        assertThat(reply.status()).isIn(400, 422);
        assertThat(reply.header("x-sb-error-code"))
                .isIn("bad_json", "validation_failed", "refresh_token_not_found", "invalid_credentials");
        assertThat(reply.text("msg")).isNotEmpty().doesNotContain("Exception", "tools.jackson");
    }

    static Stream<Arguments> otherWrongBodies() {
        return Stream.concat(
                OTHER_ENDPOINTS.stream(),
                OTHER_ENDPOINTS.stream()
                        .map(arguments -> arguments.get()[0])
                        .distinct()
                        .flatMap(endpoint -> NOT_JSON.stream().map(body -> Arguments.of(endpoint, body))));
    }

    @ParameterizedTest
    @MethodSource("otherWrongBodies")
    void a_wrong_body_is_a_400_for_factors_and_id_tokens(String endpoint, String body) {
        Reply reply = send(endpoint, body);
        assertThat(reply.outcome()).isIn("400 bad_json", "400 validation_failed");
        assertThat(reply.text("msg")).isNotEmpty().doesNotContain("Exception", "tools.jackson");
    }

    @Test
    void an_unstorable_or_very_long_name_of_a_factor_is_kept_or_refused_but_never_a_500() {
        String body = "{\"factor_type\": \"totp\", \"friendly_name\": \"%s\", \"issuer\": \"%s\"}";
        assertThat(send("POST /factors", body.formatted("x".repeat(100_000), "Acme"))
                        .status())
                .isEqualTo(400);
        assertThat(send("POST /factors", body.formatted("愛達 🦊", "x".repeat(5_000)))
                        .status())
                .isEqualTo(400);
        assertThat(send("POST /factors", body.formatted("愛達 🦊", "愛".repeat(200)))
                        .status())
                .isEqualTo(400);
        assertThat(send("POST /factors", body.formatted("愛達 🦊", "Ænima & Söhne"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void two_megabytes_are_a_413() {
        String body = "{\"data\": {\"a\": \"" + "x".repeat(2 << 20) + "\"}}";
        for (String endpoint : Stream.of(
                        ENDPOINTS.stream(),
                        MAIL_ENDPOINTS.stream(),
                        OTHER_ENDPOINTS.stream()
                                .map(arguments -> (String) arguments.get()[0]))
                .flatMap(endpoints -> endpoints)
                .toList()) {
            assertThat(send(endpoint, body).outcome()).isEqualTo("413 request_entity_too_large");
        }
    }

    @Test
    void who_may_not_come_in_is_told_so_whatever_they_send() {
        assertThat(SERVER.client()
                        .bearer("nonsense")
                        .put("/user", "x".repeat(3 << 20))
                        .outcome())
                .isEqualTo("403 bad_jwt");
    }

    @Test
    void members_that_nobody_knows_are_ignored() {
        assertThat(send(
                                "POST /token?grant_type=password",
                                "{\"email\": \"%s\", \"password\": \"correct horse\", \"x\": {\"\": [1]}}"
                                        .formatted(ADA))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void letters_of_all_scripts_are_kept() {
        String name = "Åda 愛達 🦊 \u202e \u0001 \"'\\\\; drop table auth.users; --";
        Reply reply = send(
                "PUT /user",
                dev.deputy.local.http.Json.print(
                        dev.deputy.local.http.Json.of(java.util.Map.of("data", java.util.Map.of("full_name", name)))));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/user_metadata/full_name").asString()).isEqualTo(name);
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused() {
        assertThat(SERVER.client()
                        .sendBytes("/signup", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
                        .outcome())
                .isEqualTo("400 bad_json");
    }

    @Test
    void parameters_that_are_no_text_are_refused() {
        AuthClient admin = SERVER.client().bearer(SERVER.keys.apiKeys().serviceRole());
        assertThat(admin.get("/admin/users?filter=%00").outcome()).isEqualTo("400 validation_failed");
        assertThat(admin.get("/admin/users?page=x").outcome()).isEqualTo("400 validation_failed");
        assertThat(admin.get("/admin/users?page=99999999999").outcome()).isEqualTo("400 validation_failed");
        assertThat(admin.get("/admin/users?page=999999&per_page=999999").status())
                .isEqualTo(200);
        assertThat(SERVER.client().bearer(TOKEN).post("/logout?scope=%00", "").outcome())
                .isEqualTo("400 validation_failed");
    }

    private static Reply send(String endpoint, String body) {
        String[] parts = endpoint.formatted(
                        Jws.parse(TOKEN).claims().required("sub").asString())
                .split(" ", 2);
        String token = endpoint.contains("admin") || endpoint.contains("invite")
                ? SERVER.keys.apiKeys().serviceRole()
                : TOKEN;
        return SERVER.client().bearer(token).send(parts[0], parts[1], body);
    }
}
