package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SignInTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void who_signs_up_is_signed_in() {
        Reply reply = client.post("/signup", """
                {"email": "%s", "password": "correct horse", "data": {"full_name": "Ada"}, "gotrue_meta_security": {}}""".formatted(email));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("token_type")).isEqualTo("bearer");
        assertThat(reply.body().required("expires_in").asInt()).isEqualTo(3600);
        assertThat(reply.text("refresh_token")).matches("[a-z0-9]{12}");
        var user = reply.body().required("user");
        assertThat(user.required("email").asString()).isEqualTo(email);
        assertThat(user.required("role").asString()).isEqualTo("authenticated");
        assertThat(user.required("user_metadata").required("full_name").asString())
                .isEqualTo("Ada");
        assertThat(user.required("identities").required(0).required("provider").asString())
                .isEqualTo("email");
        for (String time : new String[] {"created_at", "updated_at", "email_confirmed_at", "last_sign_in_at"}) {
            assertThat(Instant.parse(user.required(time).asString()))
                    .isBetween(SERVER.clock.instant().minus(Duration.ofMinutes(1)), SERVER.clock.instant());
        }
        assertThat(client.bearer(reply.text("access_token")).get("/user").body())
                .isEqualTo(user);
    }

    @Test
    void who_signed_up_signs_in_with_the_address_in_any_case() {
        client.signUp(email, "correct horse");
        assertThat(client.signIn(email.toUpperCase(java.util.Locale.ROOT), "correct horse")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_password_and_an_unknown_address_are_answered_alike() {
        client.signUp(email, "correct horse");
        Reply wrong = client.signIn(email, "wrong horse");
        Reply unknown = client.signIn(AuthClient.newEmail(), "wrong horse");
        assertThat(wrong.outcome()).isEqualTo("400 invalid_credentials");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.outcome()).isEqualTo(wrong.outcome());
    }

    @Test
    void an_address_signs_up_once() {
        client.signUp(email, "correct horse");
        assertThat(client.signUp(email, "other horse").outcome()).isEqualTo("422 user_already_exists");
    }
}
