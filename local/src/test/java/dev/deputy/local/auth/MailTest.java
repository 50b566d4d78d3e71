package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Codes and links by mail, in a project whose users confirm their addresses. */
class MailTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning(settings -> settings.withAutoconfirm(false)
            .withSite(new SiteSettings(
                    URI.create("https://app.example.com"), List.of("https://*.example.com/in/**", "myapp://**"))));

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void a_sign_up_is_complete_with_the_code_from_the_mail() {
        client.signUp(email, "correct horse");
        Message mail = SERVER.lastTo(email);
        assertThat(mail.kind()).isEqualTo("confirmation");
        assertThat(mail.text()).contains(mail.code());
        Reply reply = verify("signup", email, mail.code());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/user/email_confirmed_at").isMissingNode()).isFalse();
        assertThat(reply.body().at("/user/user_metadata/email_verified").booleanValue())
                .isTrue();
        assertThat(reply.body()
                        .at("/user/identities/0/identity_data/email_verified")
                        .booleanValue())
                .isTrue();
        assertThat(Jws.parse(reply.text("access_token"))
                        .claims()
                        .at("/amr/0/method")
                        .asString())
                .isEqualTo("otp");
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void a_code_works_once() {
        client.signUp(email, "correct horse");
        String code = SERVER.lastTo(email).code();
        assertThat(verify("email", email, code).status()).isEqualTo(200);
        assertThat(verify("email", email, code).outcome()).isEqualTo("403 otp_expired");
    }

    @Test
    void of_many_who_come_with_one_code_one_comes_in() throws InterruptedException {
        client.signUp(email, "correct horse");
        String code = SERVER.lastTo(email).code();
        List<Reply> replies = AtOnce.run(12, () -> verify("signup", email, code));
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .extracting(Reply::outcome)
                .containsOnly("403 otp_expired");
    }

    @Test
    void a_code_is_no_longer_good_after_an_hour() {
        client.signUp(email, "correct horse");
        String code = SERVER.lastTo(email).code();
        SERVER.clock.advance(Duration.ofMinutes(61));
        assertThat(verify("signup", email, code).outcome()).isEqualTo("403 otp_expired");
    }

    @Test
    void a_wrong_code_and_an_unknown_address_are_answered_alike() {
        client.signUp(email, "correct horse");
        Reply wrong = verify("signup", email, "000000x");
        Reply unknown = verify("signup", AuthClient.newEmail(), "000000");
        assertThat(wrong.outcome()).isEqualTo("403 otp_expired");
        assertThat(wrong.body()).isEqualTo(unknown.body());
    }

    @Test
    void a_plain_address_stands_in_the_link_as_it_is() {
        client.post("/signup?redirect_to=https://beta.example.com/in/home", credentials(email));
        assertThat(SERVER.linkTo(email).toString()).endsWith("&redirect_to=https://beta.example.com/in/home");
    }

    @Test
    void the_link_in_the_mail_brings_the_browser_back_with_tokens() {
        client.post("/signup?redirect_to=https://beta.example.com/in/home?a=1", credentials(email));
        URI back = follow(SERVER.linkTo(email));
        assertThat(back.toString()).startsWith("https://beta.example.com/in/home?a=1#access_token=");
        Map<String, String> fragment = AuthClient.parameters(back.getRawFragment());
        assertThat(fragment)
                .containsEntry("type", "signup")
                .containsEntry("token_type", "bearer")
                .containsKey("sb");
        assertThat(client.bearer(fragment.getOrDefault("access_token", ""))
                        .get("/user")
                        .text("email"))
                .isEqualTo(email);
        assertThat(client.refresh(fragment.getOrDefault("refresh_token", "")).status())
                .isEqualTo(200);
    }

    @Test
    void looking_at_a_link_does_not_use_it_up() {
        client.signUp(email, "correct horse");
        String link = SERVER.linkTo(email);
        assertThat(client.at(link).send("HEAD", "", null).status()).isEqualTo(405);
        assertThat(follow(link).getRawFragment()).contains("access_token");
    }

    @Test
    void a_used_link_says_so_where_it_leads() {
        client.signUp(email, "correct horse");
        String link = SERVER.linkTo(email);
        follow(link);
        assertThat(AuthClient.parameters(follow(link).getRawFragment()))
                .containsEntry("error", "access_denied")
                .containsEntry("error_code", "otp_expired")
                .containsEntry("error_description", "Email link is invalid or has expired");
    }

    @ParameterizedTest
    @CsvSource({
        "https://beta.example.com/in/home, https://beta.example.com/in/home",
        "myapp://callback, myapp://callback",
        "https://app.example.com/anywhere, https://app.example.com/anywhere",
        "https://app.example.com.evil.test/in/, https://app.example.com",
        "https://app.example.com@evil.test/in/x, https://app.example.com",
        "https://evil.test/https://beta.example.com/in/, https://app.example.com",
        "https://a.b.example.com/in/x, https://app.example.com",
        "http://app.example.com/, https://app.example.com",
        "https:\\\\evil.test, https://app.example.com",
        "//evil.test, https://app.example.com",
        "javascript:alert(1), https://app.example.com",
        "https://2130706433/in/x, https://app.example.com",
        "https://192.168.0.1/in/x, https://app.example.com",
    })
    void links_lead_to_the_site_and_to_what_the_settings_allow(String wanted, String taken) {
        client.post("/signup?redirect_to=" + Redirection.encode(wanted), credentials(email));
        String link = SERVER.linkTo(email);
        assertThat(AuthClient.parameters(URI.create(link).getRawQuery())).containsEntry("redirect_to", taken);
        // Once more where it counts: the link in a mail can be changed by whoever forwards it.
        String forged = link.replaceFirst("redirect_to=.*", "redirect_to=" + Redirection.encode(wanted));
        assertThat(follow(forged).toString()).startsWith(taken + "#access_token");
    }

    @Test
    void who_signs_in_with_a_link_alone_is_signed_up_with_it() {
        assertThat(client.post("/otp", "{\"email\": \"%s\", \"data\": {\"city\": \"London\"}}".formatted(email))
                        .body())
                .isEqualTo(Json.object());
        assertThat(SERVER.lastTo(email).kind()).isEqualTo("confirmation");
        Reply first = verify("email", email, SERVER.lastTo(email).code());
        assertThat(first.body().at("/user/user_metadata/city").asString()).isEqualTo("London");

        client.post("/magiclink", "{\"email\": \"%s\"}".formatted(email));
        assertThat(SERVER.lastTo(email).kind()).isEqualTo("magic_link");
        Reply again = verify("magiclink", email, SERVER.lastTo(email).code());
        assertThat(again.body().at("/user/id")).isEqualTo(first.body().at("/user/id"));
    }

    @Test
    void newcomers_can_be_kept_out_of_signing_in_by_code() {
        assertThat(client.post("/otp", "{\"email\": \"%s\", \"create_user\": false}".formatted(email))
                        .outcome())
                .isEqualTo("422 otp_disabled");
        assertThat(SERVER.messages).noneMatch(message -> message.to().equals(email));
    }

    @Test
    void a_forgotten_password_is_replaced_by_way_of_the_mail() {
        signedUp();
        assertThat(client.post("/recover", "{\"email\": \"%s\"}".formatted(email))
                        .body())
                .isEqualTo(Json.object());
        Message mail = SERVER.lastTo(email);
        assertThat(mail.kind()).isEqualTo("recovery");
        String token = verify("recovery", email, mail.code()).text("access_token");
        assertThat(client.bearer(token)
                        .put("/user", "{\"password\": \"battery staple\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.signIn(email, "battery staple").status()).isEqualTo(200);
    }

    @Test
    void asking_for_a_new_password_says_nothing_about_who_is_there() {
        Reply reply = client.post("/recover", "{\"email\": \"%s\"}".formatted(email));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(Json.object());
        assertThat(SERVER.messages).noneMatch(message -> message.to().equals(email));
    }

    @Test
    void a_confirmation_can_be_sent_again_and_the_first_one_no_longer_counts() {
        client.signUp(email, "correct horse");
        String first = SERVER.lastTo(email).code();
        assertThat(client.post("/resend", "{\"type\": \"signup\", \"email\": \"%s\"}".formatted(email))
                        .body())
                .isEqualTo(Json.object());
        String second = SERVER.lastTo(email).code();
        if (!first.equals(second)) {
            assertThat(verify("signup", email, first).outcome()).isEqualTo("403 otp_expired");
        }
        assertThat(verify("signup", email, second).status()).isEqualTo(200);
        int sent = SERVER.messages.size();
        client.post("/resend", "{\"type\": \"signup\", \"email\": \"%s\"}".formatted(email));
        assertThat(SERVER.messages).hasSize(sent);
    }

    @Test
    void a_new_address_is_confirmed_from_both() {
        String token = signedUp();
        String wanted = AuthClient.newEmail();
        Reply asked = client.bearer(token).put("/user", "{\"email\": \"%s\"}".formatted(wanted));
        assertThat(asked.text("email")).isEqualTo(email);
        assertThat(asked.text("new_email")).isEqualTo(wanted);
        Reply half = verify("email_change", wanted, SERVER.lastTo(wanted).code());
        assertThat(half.text("code")).isEqualTo("200");
        assertThat(half.text("msg")).startsWith("Confirmation link accepted.");
        URI back = follow(SERVER.linkTo(email));
        String fresh = AuthClient.parameter(back.getRawFragment(), "access_token");
        JsonNode user = client.bearer(fresh).get("/user").body();
        assertThat(user.required("email").asString()).isEqualTo(wanted);
        assertThat(user.has("new_email")).isFalse();
        assertThat(user.at("/identities/0/email").asString()).isEqualTo(wanted);
        assertThat(client.signIn(wanted, "correct horse").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, false"})
    void where_the_settings_say_so_the_new_address_alone_agrees(boolean autoconfirm, boolean doubleConfirm) {
        try (AuthServerRunning other = new AuthServerRunning(settings -> settings.withMail(
                MailSettings.defaults().withAutoconfirm(autoconfirm).withDoubleConfirmChanges(doubleConfirm)))) {
            AuthClient there = other.client();
            AuthClient admin = there.bearer(other.keys.apiKeys().serviceRole());
            admin.post(
                    "/admin/users",
                    "{\"email\": \"%s\", \"password\": \"correct horse\", \"email_confirm\": true}".formatted(email));
            String wanted = AuthClient.newEmail();
            there.bearer(there.signIn(email, "correct horse").text("access_token"))
                    .put("/user", "{\"email\": \"%s\"}".formatted(wanted));
            Reply reply = there.post(
                    "/verify",
                    Json.print(Json.of(Map.of(
                            "type",
                            "email_change",
                            "email",
                            wanted,
                            "token",
                            other.lastTo(wanted).code()))));
            assertThat(reply.body().at("/user/email").asString()).isEqualTo(wanted);
            assertThat(other.messages.stream().anyMatch(message -> message.to().equals(email)))
                    .isEqualTo(doubleConfirm);
        }
    }

    @Test
    void the_same_address_cannot_agree_twice() {
        String token = signedUp();
        String wanted = AuthClient.newEmail();
        client.bearer(token).put("/user", "{\"email\": \"%s\"}".formatted(wanted));
        String code = SERVER.lastTo(wanted).code();
        assertThat(verify("email_change", wanted, code).status()).isEqualTo(200);
        assertThat(verify("email_change", wanted, code).outcome()).isEqualTo("403 otp_expired");
        assertThat(client.bearer(token).get("/user").text("email")).isEqualTo(email);
    }

    @Test
    void a_client_that_began_with_a_challenge_ends_with_its_verifier() {
        signedUp();
        String verifier = "v".repeat(50);
        client.post("/recover", """
                {"email": "%s", "code_challenge": "%s", "code_challenge_method": "s256"}
                """.formatted(email, challenge(verifier)));
        URI back = follow(SERVER.linkTo(email));
        assertThat(back.getRawFragment()).isNull();
        String code = AuthClient.parameter(back.getRawQuery(), "code");
        assertThat(exchange(code, "w".repeat(50)).outcome()).isEqualTo("400 bad_code_verifier");
        Reply reply = exchange(code, verifier);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(Jws.parse(reply.text("access_token"))
                        .claims()
                        .at("/amr/0/method")
                        .asString())
                .isEqualTo("recovery");
        assertThat(exchange(code, verifier).outcome()).isEqualTo("404 flow_state_not_found");
    }

    @Test
    void a_flow_is_forgotten_after_five_minutes() {
        signedUp();
        client.post("/recover", """
                {"email": "%s", "code_challenge": "%s", "code_challenge_method": "plain"}
                """.formatted(email, "p".repeat(43)));
        URI back = follow(SERVER.linkTo(email));
        SERVER.clock.advance(Duration.ofSeconds(301));
        assertThat(exchange(AuthClient.parameter(back.getRawQuery(), "code"), "p".repeat(43))
                        .outcome())
                .isEqualTo("422 flow_state_expired");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/verify    | {'token': '123456', 'email': 'a@b.c'}                     | 400 validation_failed",
                "/verify    | {'type': 'signup', 'email': 'a@b.c'}                      | 400 validation_failed",
                "/verify    | {'type': 'signup', 'token': '1', 'token_hash': 'x'}       | 400 validation_failed",
                "/verify    | {'type': 'signup', 'token': '1'}                          | 400 validation_failed",
                "/verify    | {'type': 'signup', 'token_hash': 'x', 'email': 'a@b.c'}   | 400 validation_failed",
                "/verify    | {'type': 'wish', 'token_hash': 'x'}                       | 400 validation_failed",
                "/verify    | {'type': 'sms', 'token': '1', 'phone': 'x'}               | 400 validation_failed",
                "/verify    | {'type': 'signup', 'token_hash': 'x'}                     | 403 otp_expired",
                "/otp       | {}                                                        | 400 validation_failed",
                "/otp       | {'email': 'a@b.c', 'phone': '491'}                        | 400 validation_failed",
                "/otp       | {'email': 'a@b.c', 'channel': 'sms'}                      | 400 validation_failed",
                "/otp       | {'email': 'a@b.c', 'code_challenge': 'x'}                 | 400 validation_failed",
                "/otp       | {'phone': '4915123456'}                                   | 400 phone_provider_disabled",
                "/recover   | {}                                                        | 400 validation_failed",
                "/resend    | {'type': 'recovery', 'email': 'a@b.c'}                    | 400 validation_failed",
                "/resend    | {'type': 'signup', 'phone': '491'}                        | 400 validation_failed",
                "/token?grant_type=pkce | {'auth_code': 'x'}                            | 400 validation_failed",
                "/token?grant_type=pkce | {'auth_code': 'x', 'code_verifier': 'y'}      | 404 flow_state_not_found",
            })
    void what_is_wrong_is_said(String path, String body, String outcome) {
        assertThat(client.post(path, body.replace('\'', '"')).outcome()).isEqualTo(outcome);
    }

    @Test
    void somebody_banned_does_not_come_in_by_mail() {
        signedUp();
        client.post("/magiclink", "{\"email\": \"%s\"}".formatted(email));
        AuthServerRunning.sql(
                "update auth.users set banned_until = now() + interval '1 day' where email = '" + email + "'");
        assertThat(verify("magiclink", email, SERVER.lastTo(email).code()).outcome())
                .isEqualTo("403 user_banned");
    }

    @Test
    void the_database_has_hashes_of_codes_as_gotrue_makes_them() {
        client.signUp(email, "correct horse");
        String hash = OneTimeCode.hash(email, SERVER.lastTo(email).code());
        assertThat(AuthServerRunning.ask("select confirmation_token from auth.users where email = '" + email + "'"))
                .isEqualTo(hash)
                .hasSize(56);
        assertThat(AuthServerRunning.ask("select token_hash from auth.one_time_tokens where relates_to = '" + email
                        + "' and token_type = 'confirmation_token'"))
                .isEqualTo(hash);
    }

    private Reply verify(String type, String address, String code) {
        return client.post("/verify", Json.print(Json.of(Map.of("type", type, "email", address, "token", code))));
    }

    private Reply exchange(String code, String verifier) {
        return client.post(
                "/token?grant_type=pkce", Json.print(Json.of(Map.of("auth_code", code, "code_verifier", verifier))));
    }

    /** The access token of a user who has confirmed the address. */
    private String signedUp() {
        client.signUp(email, "correct horse");
        return verify("signup", email, SERVER.lastTo(email).code()).text("access_token");
    }

    private URI follow(String link) {
        Reply reply = new AuthClient(SERVER.url).at(link).get("");
        assertThat(reply.status()).isEqualTo(303);
        return URI.create(reply.header("Location"));
    }

    private static String credentials(String address) {
        return "{\"email\": \"%s\", \"password\": \"correct horse\"}".formatted(address);
    }

    private static String challenge(String verifier) {
        try {
            return Base64Url.encode(java.security.MessageDigest.getInstance("SHA-256")
                    .digest(verifier.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
