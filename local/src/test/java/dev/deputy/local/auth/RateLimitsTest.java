package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.auth.RateLimits.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    @Test
    void what_is_done_too_often_is_refused_until_time_has_passed() {
        try (AuthServerRunning server = limited(Kind.SIGN_IN_SIGN_UPS, 3)) {
            server.clock.stop();
            String email = AuthClient.newEmail();
            server.client().signUp(email, "correct horse");
            assertThat(server.client().signIn(email, "correct horse").status()).isEqualTo(200);
            assertThat(server.client().signIn(email, "wrong").outcome()).isEqualTo("400 invalid_credentials");
            Reply refused = server.client().signIn(email, "correct horse");
            assertThat(refused.outcome()).isEqualTo("429 over_request_rate_limit");
            assertThat(refused.text("msg")).isEqualTo("Request rate limit reached");

            server.clock.advance(Duration.ofSeconds(100)); // a third of five minutes, so one is free again
            assertThat(server.client().signIn(email, "correct horse").status()).isEqualTo(200);
            assertThat(server.client().signIn(email, "correct horse").outcome())
                    .isEqualTo("429 over_request_rate_limit");
        }
    }

    @Test
    void each_kind_counts_for_itself() {
        try (AuthServerRunning server = limited(Kind.TOKEN_REFRESH, 1)) {
            server.clock.stop();
            Reply session = server.client().signUp(AuthClient.newEmail(), "correct horse");
            Reply next = server.client().refresh(session.text("refresh_token"));
            assertThat(next.status()).isEqualTo(200);
            assertThat(server.client().refresh(next.text("refresh_token")).outcome())
                    .isEqualTo("429 over_request_rate_limit");
            assertThat(server.client()
                            .signUp(AuthClient.newEmail(), "correct horse")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anonymous_sign_ins_codes_and_factors_have_limits_of_their_own() {
        try (AuthServerRunning server = limited(Kind.ANONYMOUS_USERS, 1)) {
            assertThat(server.client().post("/signup", "{}").status()).isEqualTo(200);
            assertThat(server.client().post("/signup", "{}").outcome()).isEqualTo("429 over_request_rate_limit");
        }
        try (AuthServerRunning server = limited(Kind.TOKEN_VERIFICATIONS, 1)) {
            String body = "{\"type\": \"email\", \"email\": \"a@example.com\", \"token\": \"123456\"}";
            assertThat(server.client().post("/verify", body).outcome()).isEqualTo("403 otp_expired");
            assertThat(server.client().post("/verify", body).outcome()).isEqualTo("429 over_request_rate_limit");
        }
        try (AuthServerRunning server = limited(Kind.FACTORS, 1)) {
            AuthClient me = server.client()
                    .bearer(server.client()
                            .signUp(AuthClient.newEmail(), "correct horse")
                            .text("access_token"));
            AuthenticatorApp app = AuthenticatorApp.enrol(me, server.clock, "my phone");
            String challenge = app.challenge().text("id");
            assertThat(app.verify(challenge, "000000").outcome()).isEqualTo("429 over_request_rate_limit");
        }
    }

    @Test
    void mails_are_limited_for_all_together_and_what_asked_for_one_too_many_changes_nothing() {
        try (AuthServerRunning server = new AuthServerRunning(settings ->
                settings.withAutoconfirm(false).withRateLimits(RateLimits.off().with(Kind.EMAIL_SENT, 1)))) {
            assertThat(server.client()
                            .signUp(AuthClient.newEmail(), "correct horse")
                            .status())
                    .isEqualTo(200);
            String second = AuthClient.newEmail();
            assertThat(server.client().signUp(second, "correct horse").outcome())
                    .isEqualTo("429 over_email_send_rate_limit");
            assertThat(AuthServerRunning.ask("select count(*) from auth.users where email = '" + second + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void nothing_is_limited_by_default() {
        try (AuthServerRunning server = new AuthServerRunning()) {
            for (int i = 0; i < 100; i++) {
                assertThat(server.client().refresh("aaaaaaaaaaaa").status()).isEqualTo(400);
            }
        }
    }

    @Test
    void a_limit_below_one_is_a_mistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimits.off().with(Kind.EMAIL_SENT, 0))
                .withMessageContaining("EMAIL_SENT");
    }

    private static AuthServerRunning limited(Kind kind, int most) {
        return new AuthServerRunning(
                settings -> settings.withRateLimits(RateLimits.off().with(kind, most)));
    }
}
