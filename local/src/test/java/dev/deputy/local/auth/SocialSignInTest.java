package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Signing in by way of GitHub and others, in whose place a page of our own stands. */
class SocialSignInTest {

    private static final AuthServerRunning SERVER =
            new AuthServerRunning(settings -> settings.withSocial(new SocialSettings(Set.of("github", "google"))));
    private static final AuthServerRunning CAREFUL = new AuthServerRunning(settings -> settings.withAutoconfirm(false));

    private final AuthClient browser = new AuthClient(SERVER.url);
    private final String email = AuthClient.newEmail();

    @AfterAll
    static void close() {
        SERVER.close();
        CAREFUL.close();
    }

    @Test
    void a_person_at_the_page_says_who_they_are_and_comes_back_with_tokens() {
        URI page = location(browser.get("/authorize?provider=github&redirect_to=http://127.0.0.1:3000/home"), 302);
        Reply shown = browser.at(page.toString()).get("");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.response().body()).contains("Sign in with GitHub", "http://127.0.0.1:3000/home");

        URI callback = submit(page, Map.of("email", email, "name", "Ada", "id", "", "verified", "yes"));
        URI back = location(browser.at(callback.toString()).get(""), 302);
        assertThat(back.toString()).startsWith("http://127.0.0.1:3000/home#access_token=");
        Map<String, String> fragment = AuthClient.parameters(back.getRawFragment());
        assertThat(fragment).containsKeys("provider_token", "provider_refresh_token", "refresh_token", "expires_at");

        JsonNode user = user(SERVER, fragment.getOrDefault("access_token", ""));
        assertThat(user.required("email").asString()).isEqualTo(email);
        assertThat(user.at("/app_metadata/provider").asString()).isEqualTo("github");
        assertThat(user.at("/user_metadata/full_name").asString()).isEqualTo("Ada");
        assertThat(user.at("/identities/0/provider").asString()).isEqualTo("github");
        assertThat(user.at("/identities/0/id")).isEqualTo(user.at("/user_metadata/provider_id"));

        URI again = location(browser.get("/authorize?provider=github"), 302);
        assertThat(browser.at(again.toString()).get("").response().body()).contains(email);
        URI picked = submit(again, Map.of("pick", user.at("/identities/0/id").asString()));
        String token = AuthClient.parameter(
                location(browser.at(picked.toString()).get(""), 302).getRawFragment(), "access_token");
        assertThat(user(SERVER, token).required("id")).isEqualTo(user.required("id"));
    }

    @Test
    void a_client_with_a_challenge_gets_a_code_and_with_it_what_the_provider_gave() {
        SERVER.server.answerSocialSignIn("google", Optional.of(SocialIdentity.of(email)));
        String verifier = "v".repeat(60);
        URI callback = location(
                browser.get("/authorize?provider=google&code_challenge_method=plain&code_challenge=" + verifier), 302);
        URI back = location(browser.at(callback.toString()).get(""), 302);
        assertThat(back.getRawFragment()).isNull();
        String code = AuthClient.parameter(back.getRawQuery(), "code");
        Reply reply = SERVER.client()
                .post(
                        "/token?grant_type=pkce",
                        Json.print(Json.of(Map.of("auth_code", code, "code_verifier", verifier))));
        assertThat(reply.text("provider_token")).startsWith("local-google-token-");
        assertThat(reply.text("provider_refresh_token")).isNotEmpty();
        assertThat(reply.body().at("/user/email").asString()).isEqualTo(email);
        assertThat(Jws.parse(reply.text("access_token"))
                        .claims()
                        .at("/amr/0/method")
                        .asString())
                .isEqualTo("oauth");
        assertThat(location(browser.at(callback.toString()).get(""), 302).getRawQuery())
                .contains("error_code=bad_oauth_callback");
    }

    @Test
    void who_has_the_same_verified_address_is_the_same_user() {
        SERVER.client().signUp(email, "correct horse");
        JsonNode user = comeIn(SERVER, "github", SocialIdentity.of(email));
        assertThat(user.at("/identities").size()).isEqualTo(2);
        assertThat(user.at("/app_metadata/providers").toString()).isEqualTo("[\"email\",\"github\"]");
        assertThat(user.at("/app_metadata/provider").asString()).isEqualTo("email");
        assertThat(SERVER.client().signIn(email, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void a_password_that_was_set_before_the_address_was_proved_no_longer_counts() {
        CAREFUL.client().signUp(email, "mallorys password");
        JsonNode user = comeIn(CAREFUL, "github", SocialIdentity.of(email).named("Ada"));
        assertThat(user.at("/identities").size()).isEqualTo(1);
        assertThat(user.at("/app_metadata/providers").toString()).isEqualTo("[\"github\"]");
        assertThat(CAREFUL.client().signIn(email, "mallorys password").outcome())
                .isEqualTo("400 invalid_credentials");
    }

    @Test
    void an_address_that_the_provider_has_not_verified_is_confirmed_by_mail_first() {
        Map<String, String> refused = refusal(CAREFUL, SocialIdentity.of(email).unverified());
        assertThat(refused)
                .containsEntry("error", "access_denied")
                .containsEntry("error_code", "provider_email_needs_verification");
        URI back =
                location(new AuthClient(CAREFUL.url).at(CAREFUL.linkTo(email)).get(""), 303);
        String token = AuthClient.parameter(back.getRawFragment(), "access_token");
        assertThat(user(CAREFUL, token).required("email").asString()).isEqualTo(email);
        assertThat(comeIn(CAREFUL, "github", SocialIdentity.of(email).unverified())
                        .required("email")
                        .asString())
                .isEqualTo(email);
    }

    @Test
    void an_unverified_address_of_somebody_else_is_left_out() {
        CAREFUL.client().signUp(email, "correct horse");
        AuthServerRunning.sql("update auth.users set email_confirmed_at = now() where email = '" + email + "'");
        Map<String, String> refused = refusal(CAREFUL, SocialIdentity.of(email).unverified());
        assertThat(refused).containsEntry("error_code", "provider_email_needs_verification");
        assertThat(AuthServerRunning.ask("select count(*) from auth.identities where provider = 'github' and user_id ="
                        + " (select id from auth.users where email = '" + email + "')"))
                .isEqualTo("0");
    }

    @Test
    void somebody_may_deny_the_application_access() {
        URI page = location(browser.get("/authorize?provider=github&redirect_to=http://127.0.0.1:3000/in?a=1"), 302);
        URI back = location(
                browser.at(submit(page, Map.of("deny", "yes")).toString()).get(""), 302);
        assertThat(back.toString()).startsWith("http://127.0.0.1:3000/in?a=1&error=access_denied");
        assertThat(AuthClient.parameters(back.getRawFragment()))
                .containsEntry("error", "access_denied")
                .containsKey("error_description");
        SERVER.server.answerSocialSignIn("github", Optional.empty());
        URI prepared = location(browser.get("/authorize?provider=github"), 302);
        assertThat(prepared.getRawQuery()).contains("error=access_denied");
    }

    @ParameterizedTest
    @CsvSource({
        "/authorize, 400 validation_failed",
        "/authorize?provider=nobody, 400 validation_failed",
        "/authorize?provider=gitlab, 400 validation_failed",
        "/authorize?provider=github&code_challenge=short&code_challenge_method=s256, 400 validation_failed",
        "/authorize?provider=github&code_challenge_method=s256, 400 validation_failed",
        "/authorize?provider=github&invite_token=unknown, 404 user_not_found",
        "/social, 400 bad_oauth_state",
        "/social?state=a.b.c, 400 bad_oauth_state",
    })
    void what_is_wrong_is_said(String path, String outcome) {
        assertThat(browser.get(path).outcome()).isEqualTo(outcome);
    }

    @Test
    void a_state_that_is_not_ours_or_too_old_leads_to_the_site() {
        assertThat(location(browser.get("/callback?code=x&state=eyJ9.e30.x"), 303)
                        .toString())
                .startsWith("http://127.0.0.1:3000?error=invalid_request&error_code=bad_oauth_state");
        assertThat(location(browser.get("/callback?code=x"), 303).toString()).contains("bad_oauth_callback");
        SERVER.server.answerSocialSignIn("github", Optional.of(SocialIdentity.of(email)));
        URI callback = location(browser.get("/authorize?provider=github"), 302);
        SERVER.clock.advance(Duration.ofMinutes(6));
        assertThat(location(browser.at(callback.toString()).get(""), 303).toString())
                .contains("bad_oauth_state");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
    })
    void no_other_page_can_answer_in_the_persons_place(String header, String value) {
        URI page = location(browser.get("/authorize?provider=github"), 302);
        Reply reply = browser.at(page.toString()).header(header, value).post("", "email=" + email + "&verified=yes");
        assertThat(reply.outcome()).isEqualTo("403 forbidden");
    }

    @Test
    void no_other_page_can_read_or_frame_it() {
        URI page = location(browser.get("/authorize?provider=github"), 302);
        AuthClient there = browser.at(page.toString());
        assertThat(there.header("Sec-Fetch-Dest", "empty").get("").status()).isEqualTo(403);
        assertThat(there.header("Sec-Fetch-Dest", "iframe").get("").status()).isEqualTo(403);
        Reply shown = there.header("Sec-Fetch-Dest", "document").get("");
        assertThat(shown.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(shown.header("Access-Control-Allow-Origin")).isNotEqualTo("*");
        assertThat(shown.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void what_people_type_is_text_on_the_page() {
        URI page = location(browser.get("/authorize?provider=github&login_hint=%22%3E%3Cscript%3E"), 302);
        assertThat(browser.at(page.toString()).get("").response().body())
                .contains("value=\"&quot;&gt;&lt;script&gt;\"")
                .doesNotContain("<script");
        Reply again = browser.at(page.toString())
                .post("", "email=nothing&name=" + Redirection.encode("<img src=x onerror=alert(1)>{{known}}"));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.response().body())
                .contains("&lt;img src=x onerror=alert(1)&gt;{{known}}", "role=\"alert\"")
                .doesNotContain("<img");
        comeIn(SERVER, "github", SocialIdentity.of(email).named("<b>Ada</b>"));
        assertThat(browser.at(page.toString()).get("").response().body()).contains("&lt;b&gt;Ada&lt;/b&gt;");
    }

    @Test
    void somebody_who_is_signed_in_may_add_an_identity() {
        try (AuthServerRunning linking = new AuthServerRunning(settings -> settings.withManualLinking(true))) {
            AuthClient me = linking.client()
                    .bearer(linking.client().signUp(email, "correct horse").text("access_token"));
            SocialIdentity other = SocialIdentity.of(AuthClient.newEmail());
            for (String outcome : new String[] {"access_token=", "error_code=identity_already_exists"}) {
                linking.server.answerSocialSignIn("github", Optional.of(other));
                Reply begun = me.get("/user/identities/authorize?provider=github&skip_http_redirect=true");
                assertThat(location(browser.at(begun.text("url")).get(""), 302).getRawFragment())
                        .contains(outcome);
            }
            assertThat(me.get("/user").body().required("identities").size()).isEqualTo(2);
            assertThat(me.get("/user").text("email")).isEqualTo(email);
        }
        assertThat(SERVER.client()
                        .get("/user/identities/authorize?provider=github")
                        .outcome())
                .isEqualTo("403 bad_jwt");
    }

    @Test
    void of_many_who_come_with_one_new_identity_all_are_the_same_user() throws InterruptedException {
        var replies = AtOnce.run(8, () -> comeIn(SERVER, "google", SocialIdentity.of(email)));
        assertThat(replies.stream().map(user -> user.required("id").asString()).distinct())
                .hasSize(1);
    }

    /** Who comes in, as they see themselves. */
    private static JsonNode comeIn(AuthServerRunning server, String provider, SocialIdentity identity) {
        server.server.answerSocialSignIn(provider, Optional.of(identity));
        AuthClient browser = new AuthClient(server.url);
        URI callback = location(browser.get("/authorize?provider=" + provider), 302);
        URI back = location(browser.at(callback.toString()).get(""), 302);
        return user(server, AuthClient.parameter(back.getRawFragment(), "access_token"));
    }

    private static Map<String, String> refusal(AuthServerRunning server, SocialIdentity identity) {
        server.server.answerSocialSignIn("github", Optional.of(identity));
        AuthClient browser = new AuthClient(server.url);
        URI callback = location(browser.get("/authorize?provider=github"), 302);
        return AuthClient.parameters(
                location(browser.at(callback.toString()).get(""), 302).getRawFragment());
    }

    private static JsonNode user(AuthServerRunning server, String token) {
        return server.client().bearer(token).get("/user").body();
    }

    private URI submit(URI page, Map<String, String> form) {
        Reply reply = browser.at(page.toString())
                .header("Origin", SERVER.url.toString())
                .header("Sec-Fetch-Site", "same-origin")
                .post("", Redirection.encode(new TreeMap<>(form)));
        return location(reply, 303);
    }

    private static URI location(Reply reply, int status) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
        return URI.create(reply.header("Location"));
    }
}
