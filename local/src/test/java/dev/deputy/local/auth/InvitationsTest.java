package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service lets people in: {@code /invite} and {@code /admin/generate_link}. */
class InvitationsTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning(settings -> settings.withAutoconfirm(false));

    private final AuthClient admin =
            SERVER.client().bearer(SERVER.keys.apiKeys().serviceRole());
    private final String email = AuthClient.newEmail();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void who_is_invited_comes_in_by_the_link_and_chooses_a_password() {
        Reply invited = admin.post("/invite", "{\"email\": \"%s\", \"data\": {\"team\": \"blue\"}}".formatted(email));
        assertThat(invited.status()).isEqualTo(200);
        assertThat(invited.body().has("invited_at")).isTrue();
        assertThat(SERVER.lastTo(email).kind()).isEqualTo("invite");
        String token = AuthClient.parameter(follow(SERVER.linkTo(email)).getRawFragment(), "access_token");
        AuthClient me = SERVER.client().bearer(token);
        assertThat(me.get("/user").body().at("/user_metadata/team").asString()).isEqualTo("blue");
        assertThat(me.put("/user", "{\"password\": \"correct horse\"}").status())
                .isEqualTo(200);
        assertThat(SERVER.client().signIn(email, "correct horse").status()).isEqualTo(200);
        assertThat(admin.post("/invite", "{\"email\": \"%s\"}".formatted(email)).outcome())
                .isEqualTo("422 email_exists");
    }

    @Test
    void a_sign_up_does_not_show_what_an_invitation_said() {
        admin.post("/invite", "{\"email\": \"%s\", \"data\": {\"salary\": 7}}".formatted(email));
        Reply reply = SERVER.client().signUp(email, "correct horse");
        assertThat(reply.body().required("user_metadata")).isEqualTo(Json.object());
        assertThat(reply.body().required("identities").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signup", "invite", "magiclink"})
    void a_generated_link_lets_somebody_new_in(String type) {
        Reply made = generate(Map.of("type", type, "email", email, "password", "correct horse"));
        assertThat(made.text("verification_type")).isEqualTo(type.equals("magiclink") ? "signup" : type);
        assertThat(made.text("email")).isEqualTo(email);
        assertThat(made.text("redirect_to")).isEqualTo("http://127.0.0.1:3000");
        assertThat(made.text("hashed_token")).isEqualTo(OneTimeCode.hash(email, made.text("email_otp")));
        assertThat(SERVER.messages).noneMatch(message -> message.to().equals(email));
        assertThat(follow(made.text("action_link")).getRawFragment()).contains("access_token=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"magiclink", "recovery"})
    void a_generated_link_lets_somebody_known_in(String type) {
        confirmed();
        Reply made = generate(Map.of("type", type, "email", email, "redirect_to", "http://127.0.0.1:3000/in"));
        Reply verified = SERVER.client()
                .post("/verify", Json.print(Json.of(Map.of("type", "email", "token_hash", made.text("hashed_token")))));
        assertThat(verified.body().at("/user/email").asString()).isEqualTo(email);
        assertThat(made.text("action_link")).endsWith("redirect_to=http://127.0.0.1:3000/in");
    }

    @Test
    void a_change_of_address_by_generated_links_takes_both() {
        confirmed();
        String wanted = AuthClient.newEmail();
        Map<String, String> change = Map.of("email", email, "new_email", wanted);
        Reply current = generate(with(change, "email_change_current"));
        Reply fresh = generate(with(change, "email_change_new"));
        assertThat(follow(current.text("action_link")).getRawFragment()).contains("message=");
        assertThat(follow(fresh.text("action_link")).getRawFragment()).contains("access_token=");
        assertThat(SERVER.client().signIn(wanted, "correct horse").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type': 'recovery', 'email': 'nobody@example.com'}             | 404 user_not_found",
                "{'type': 'email_change_new', 'email': 'nobody@example.com'}     | 404 user_not_found",
                "{'type': 'signup', 'email': 'nobody@example.com'}               | 400 validation_failed",
                "{'type': 'wish', 'email': 'nobody@example.com'}                 | 400 validation_failed",
                "{'email': 'nobody@example.com'}                                 | 400 validation_failed",
                "{'type': 'signup', 'email': 'nobody@example.com', 'password': '1'} | 422 weak_password",
                "{'type': 'signup'}                                              | 400 validation_failed",
            })
    void what_is_wrong_is_said(String body, String outcome) {
        assertThat(admin.post("/admin/generate_link", body.replace('\'', '"')).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void only_services_invite() {
        for (String path : new String[] {"/invite", "/admin/generate_link"}) {
            assertThat(SERVER.client().post(path, "{}").outcome()).isEqualTo("403 not_admin");
            assertThat(new AuthClient(SERVER.url).post(path, "{}").outcome()).isEqualTo("401 no_authorization");
        }
    }

    private void confirmed() {
        admin.post(
                "/admin/users",
                "{\"email\": \"%s\", \"password\": \"correct horse\", \"email_confirm\": true}".formatted(email));
    }

    private Reply generate(Map<String, String> body) {
        return admin.post("/admin/generate_link", Json.print(Json.of(body)));
    }

    private static Map<String, String> with(Map<String, String> change, String type) {
        Map<String, String> body = new java.util.HashMap<>(change);
        body.put("type", type);
        return body;
    }

    private static URI follow(String link) {
        return URI.create(new AuthClient(SERVER.url).at(link).get("").header("Location"));
    }
}
