package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.http.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A new password where the settings ask for a fresh proof, and mails that come too often. */
class ReauthenticationTest {

    private static final AuthServerRunning SERVER =
            new AuthServerRunning(settings -> settings.withMail(MailSettings.defaults()
                            .withSecurePasswordChange(true)
                            .withCodes(new CodeSettings(8, Duration.ofHours(1), Duration.ofMinutes(1))))
                    .withAccessTokenLifetime(Duration.ofDays(7)));

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void a_day_after_the_sign_in_a_new_password_needs_a_code() {
        AuthClient me = client.bearer(client.signUp(email, "correct horse").text("access_token"));
        assertThat(me.put("/user", "{\"password\": \"battery staple\"}").status())
                .isEqualTo(200);
        SERVER.clock.advance(Duration.ofHours(25));
        assertThat(me.put("/user", "{\"password\": \"paper clip\"}").outcome())
                .isEqualTo("400 reauthentication_needed");
        assertThat(me.get("/reauthenticate").body()).isEqualTo(Json.object());
        String code = SERVER.lastTo(email).code();
        assertThat(code).hasSize(8);
        assertThat(me.put("/user", "{\"password\": \"paper clip\", \"nonce\": \"1\"}")
                        .outcome())
                .isEqualTo("422 reauthentication_not_valid");
        assertThat(me.put("/user", "{\"password\": \"paper clip\", \"nonce\": \"%s\"}".formatted(code))
                        .status())
                .isEqualTo(200);
        assertThat(me.put("/user", "{\"password\": \"rubber duck\", \"nonce\": \"%s\"}".formatted(code))
                        .outcome())
                .isEqualTo("422 reauthentication_not_valid");
        assertThat(client.signIn(email, "paper clip").status()).isEqualTo(200);
    }

    @Test
    void who_has_neither_address_nor_number_cannot_get_a_code() {
        AuthClient anonymous = client.bearer(client.post("/signup", "{}").text("access_token"));
        assertThat(anonymous.get("/reauthenticate").outcome()).isEqualTo("400 validation_failed");
    }

    @Test
    void mails_that_would_come_too_often_do_not_come() {
        client.signUp(email, "correct horse");
        String body = "{\"email\": \"%s\"}".formatted(email);
        assertThat(client.post("/recover", body).status()).isEqualTo(200);
        SERVER.clock.advance(Duration.ofSeconds(20));
        var refused = client.post("/recover", body);
        assertThat(refused.outcome()).isEqualTo("429 over_email_send_rate_limit");
        assertThat(refused.text("msg"))
                .matches("For security purposes, you can only request this after \\d+ seconds\\.");
        SERVER.clock.advance(Duration.ofSeconds(41));
        assertThat(client.post("/recover", body).status()).isEqualTo(200);
        assertThat(SERVER.messages.stream().filter(message -> message.to().equals(email)))
                .hasSize(2);
    }
}
