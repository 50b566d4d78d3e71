package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.deputy.local.auth.AuthClient.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FactorsTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();
    private final Reply session = client.signUp(email, "correct horse");
    private final AuthClient me = client.bearer(session.text("access_token"));

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void enrolling_gives_what_an_authenticator_app_needs() throws Exception {
        Reply reply = AuthenticatorApp.enrolment(me, "my phone");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("type")).isEqualTo("totp");
        assertThat(reply.text("friendly_name")).isEqualTo("my phone");
        JsonNode totp = reply.body().required("totp");
        assertThat(totp.required("secret").asString()).matches("[A-Z2-7]{32}");
        assertThat(totp.required("uri").asString())
                .startsWith("otpauth://totp/127.0.0.1%3A3000:ada-")
                .endsWith("&secret=" + totp.required("secret").asString());
        String image = totp.required("qr_code").asString();
        assertThat(image).startsWith("<svg ").doesNotContain("#", "\n");
        assertThat(read(image)).isEqualTo(totp.required("uri").asString());
    }

    @Test
    void the_app_shows_the_issuer_that_the_application_names() {
        Reply reply = me.post("/factors", "{\"factor_type\": \"totp\", \"issuer\": \"Acme\"}");
        assertThat(reply.body().at("/totp/uri").asString()).startsWith("otpauth://totp/Acme:");
    }

    @Test
    void a_user_shows_their_factors_without_secrets() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        JsonNode factor = me.get("/user").body().at("/factors/0");
        assertThat(factor.propertyNames())
                .containsExactlyInAnyOrder("id", "created_at", "updated_at", "status", "friendly_name", "factor_type");
        assertThat(factor.required("id").asString()).isEqualTo(app.factor());
        assertThat(factor.required("status").asString()).isEqualTo("unverified");
        app.prove();
        Reply again =
                client.bearer(app.in(again()).prove().text("access_token")).get("/user");
        assertThat(again.body().at("/factors/0/status").asString()).isEqualTo("verified");
        assertThat(again.body().at("/factors/0/last_challenged_at").asString()).endsWith("Z");
    }

    @Test
    void a_user_without_factors_has_no_such_member() {
        assertThat(me.get("/user").body().has("factors")).isFalse();
    }

    @Test
    void a_right_code_makes_the_session_sure() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        SERVER.clock.advance(Duration.ofSeconds(2));
        Reply proven = app.prove();
        assertThat(proven.status()).isEqualTo(200);
        JsonNode claims = Jws.parse(proven.text("access_token")).claims();
        assertThat(claims.required("aal").asString()).isEqualTo("aal2");
        assertThat(claims.at("/amr/0/method").asString()).isEqualTo("totp");
        assertThat(claims.at("/amr/1/method").asString()).isEqualTo("password");
        assertThat(claims.required("session_id").asString()).isEqualTo(sessionId(session));
        assertThat(proven.body().at("/user/factors/0/status").asString()).isEqualTo("verified");
        assertThat(AuthServerRunning.ask(
                        "select aal || ' ' || factor_id from auth.sessions where id = '" + sessionId(session) + "'"))
                .isEqualTo("aal2 " + app.factor());
    }

    @Test
    void refreshing_keeps_a_session_sure() {
        Reply proven = AuthenticatorApp.enrol(me, SERVER.clock, "my phone").prove();
        Reply next = client.refresh(proven.text("refresh_token"));
        JsonNode claims = Jws.parse(next.text("access_token")).claims();
        assertThat(claims.required("aal").asString()).isEqualTo("aal2");
        assertThat(claims.required("amr")).hasSize(2);
    }

    @Test
    void the_refresh_token_from_before_does_not_lead_to_the_sure_session() {
        AuthenticatorApp.enrol(me, SERVER.clock, "my phone").prove();
        SERVER.clock.advance(Duration.ofSeconds(11));
        assertThat(client.refresh(session.text("refresh_token")).outcome()).isEqualTo("400 refresh_token_already_used");
    }

    @Test
    void proving_a_factor_ends_the_sessions_that_are_not_sure() {
        Reply other = client.signIn(email, "correct horse");
        AuthenticatorApp.enrol(me, SERVER.clock, "my phone").prove();
        assertThat(client.bearer(other.text("access_token")).get("/user").outcome())
                .isEqualTo("403 session_not_found");
        assertThat(me.get("/user").status()).isEqualTo(200);
    }

    @Test
    void proving_a_factor_removes_those_that_were_begun() {
        AuthenticatorApp.enrol(me, SERVER.clock, "given up");
        AuthenticatorApp.enrol(me, SERVER.clock, "my phone").prove();
        JsonNode factors = me.get("/user").body().required("factors");
        assertThat(factors).hasSize(1);
        assertThat(factors.at("/0/friendly_name").asString()).isEqualTo("my phone");
    }

    @Test
    void a_wrong_code_is_refused_and_the_right_one_still_works() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        String challenge = app.challenge().text("id");
        String wrong = app.code().equals("000000") ? "000001" : "000000";
        assertThat(app.verify(challenge, wrong).outcome()).isEqualTo("422 mfa_verification_failed");
        assertThat(app.verify(challenge, app.code()).status()).isEqualTo(200);
    }

    @Test
    void a_challenge_works_once() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        String challenge = app.challenge().text("id");
        assertThat(app.verify(challenge, app.code()).status()).isEqualTo(200);
        SERVER.clock.advance(Duration.ofSeconds(30));
        assertThat(app.verify(challenge, app.code()).outcome()).isEqualTo("422 mfa_ip_address_mismatch");
    }

    @Test
    void a_challenge_is_good_for_five_minutes() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        Reply challenge = app.challenge();
        assertThat(challenge.body().required("expires_at").asLong())
                .isBetween(
                        SERVER.clock.instant().getEpochSecond() + 240,
                        SERVER.clock.instant().getEpochSecond() + 300);
        SERVER.clock.advance(Duration.ofSeconds(301));
        assertThat(app.verify(challenge.text("id"), app.code()).outcome()).isEqualTo("422 mfa_challenge_expired");
        assertThat(app.verify(challenge.text("id"), app.code()).outcome()).isEqualTo("422 mfa_factor_not_found");
    }

    @Test
    void a_challenge_from_another_address_is_refused() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        String challenge = app.challenge().text("id");
        AuthServerRunning.sql("update auth.mfa_challenges set ip_address = '10.0.0.1' where id = '" + challenge + "'");
        assertThat(app.verify(challenge, app.code()).outcome()).isEqualTo("422 mfa_ip_address_mismatch");
    }

    @Test
    void many_at_once_with_one_challenge_get_one_sure_session() throws InterruptedException {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        String challenge = app.challenge().text("id");
        String code = app.code();
        assertThat(AtOnce.run(8, () -> app.verify(challenge, code)))
                .extracting(Reply::outcome)
                .containsOnlyOnce("200 ")
                .containsOnly("200 ", "422 mfa_ip_address_mismatch");
    }

    @Test
    void a_used_code_works_again_with_a_new_challenge_unless_it_is_to_work_once() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        String code = app.code();
        assertThat(app.verify(app.challenge().text("id"), code).status()).isEqualTo(200);
        assertThat(app.verify(app.challenge().text("id"), code).status()).isEqualTo(200);

        try (AuthServerRunning strict = new AuthServerRunning(
                settings -> settings.withMfa(MfaSettings.defaults().withCodesWorkOnce(true)))) {
            AuthClient she = strict.client()
                    .bearer(strict.client()
                            .signUp(AuthClient.newEmail(), "correct horse")
                            .text("access_token"));
            AuthenticatorApp hers = AuthenticatorApp.enrol(she, strict.clock, "my phone");
            String used = hers.code();
            assertThat(hers.verify(hers.challenge().text("id"), used).status()).isEqualTo(200);
            assertThat(hers.verify(hers.challenge().text("id"), used).outcome())
                    .isEqualTo("422 mfa_verification_failed");
            strict.clock.advance(Duration.ofSeconds(30));
            assertThat(hers.prove().status()).isEqualTo(200);
        }
    }

    @Test
    void a_second_factor_with_the_same_name_is_refused() {
        AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        Reply reply = AuthenticatorApp.enrolment(me, "my phone");
        assertThat(reply.outcome()).isEqualTo("422 mfa_factor_name_conflict");
        assertThat(reply.text("msg")).contains("\"my phone\"");
    }

    @Test
    void an_enrolment_that_nobody_went_on_with_is_forgotten_after_five_minutes() {
        AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        SERVER.clock.advance(Duration.ofSeconds(301));
        assertThat(AuthenticatorApp.enrolment(me, "my phone").status()).isEqualTo(200);
        assertThat(me.get("/user").body().required("factors")).hasSize(1);
    }

    @Test
    void a_user_has_ten_factors_at_most() {
        for (int i = 0; i < 10; i++) {
            assertThat(AuthenticatorApp.enrolment(me, "phone " + i).status()).isEqualTo(200);
        }
        assertThat(AuthenticatorApp.enrolment(me, "phone 10").outcome()).isEqualTo("422 too_many_enrolled_mfa_factors");
    }

    @Test
    void many_enrolments_at_once_do_not_pass_the_limit() throws InterruptedException {
        assertThat(AtOnce.run(16, () -> AuthenticatorApp.enrolment(
                                me, UUID.randomUUID().toString())
                        .status()))
                .filteredOn(status -> status == 200)
                .hasSize(10);
    }

    @Test
    void with_a_factor_only_a_sure_session_adds_and_removes_factors() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        AuthClient sure = client.bearer(app.prove().text("access_token"));
        AuthClient unsure = again();
        assertThat(AuthenticatorApp.enrolment(unsure, "another").outcome()).isEqualTo("403 insufficient_aal");
        assertThat(app.in(unsure).unenrol().outcome()).isEqualTo("422 insufficient_aal");
        assertThat(AuthenticatorApp.enrolment(sure, "another").status()).isEqualTo(200);
        assertThat(app.in(sure).unenrol().text("id")).isEqualTo(app.factor());
    }

    @Test
    void a_factor_that_was_not_proven_is_removed_by_any_session() {
        assertThat(AuthenticatorApp.enrol(me, SERVER.clock, "my phone")
                        .unenrol()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void without_the_factor_its_sessions_are_ordinary_again() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        Reply proven = app.prove();
        app.unenrol();
        JsonNode claims = Jws.parse(client.refresh(proven.text("refresh_token")).text("access_token"))
                .claims();
        assertThat(claims.required("aal").asString()).isEqualTo("aal1");
        assertThat(claims.required("amr")).hasSize(1);
    }

    @Test
    void with_a_factor_only_a_sure_session_changes_the_password() {
        AuthenticatorApp app = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        AuthClient sure = client.bearer(app.prove().text("access_token"));
        String body = "{\"password\": \"another horse\"}";
        assertThat(again().put("/user", body).outcome()).isEqualTo("401 insufficient_aal");
        assertThat(sure.put("/user", body).status()).isEqualTo(200);
    }

    @Test
    void somebody_elses_and_unknown_factors_are_not_found() {
        AuthenticatorApp mine = AuthenticatorApp.enrol(me, SERVER.clock, "my phone");
        AuthClient other = client.bearer(
                client.signUp(AuthClient.newEmail(), "correct horse").text("access_token"));
        AuthenticatorApp stolen = mine.in(other);
        assertThat(stolen.challenge().outcome()).isEqualTo("404 mfa_factor_not_found");
        assertThat(stolen.verify(mine.challenge().text("id"), mine.code()).outcome())
                .isEqualTo("404 mfa_factor_not_found");
        assertThat(stolen.unenrol().outcome()).isEqualTo("404 mfa_factor_not_found");
        assertThat(me.post("/factors/17/challenge", "").outcome()).isEqualTo("404 validation_failed");
    }

    @Test
    void the_challenge_of_another_factor_is_not_found() {
        AuthenticatorApp one = AuthenticatorApp.enrol(me, SERVER.clock, "one");
        AuthenticatorApp two = AuthenticatorApp.enrol(me, SERVER.clock, "two");
        assertThat(two.verify(one.challenge().text("id"), two.code()).outcome()).isEqualTo("422 mfa_factor_not_found");
    }

    @Test
    void anonymous_users_and_nobody_have_no_factors() {
        AuthClient anonymous = client.bearer(client.post("/signup", "{}").text("access_token"));
        assertThat(AuthenticatorApp.enrolment(anonymous, "my phone").outcome()).isEqualTo("403 no_authorization");
        assertThat(AuthenticatorApp.enrolment(new AuthClient(SERVER.url), "my phone")
                        .outcome())
                .isEqualTo("401 no_authorization");
    }

    @Test
    void an_ended_session_enrols_nothing() {
        me.post("/logout", "");
        assertThat(AuthenticatorApp.enrolment(me, "my phone").outcome()).isEqualTo("403 session_not_found");
    }

    @Test
    void other_kinds_of_factors_are_off() {
        assertThat(me.post("/factors", "{\"factor_type\": \"phone\", \"phone\": \"+4915112345678\"}")
                        .outcome())
                .isEqualTo("422 mfa_phone_enroll_not_enabled");
        assertThat(me.post("/factors", "{\"factor_type\": \"webauthn\"}").outcome())
                .isEqualTo("422 mfa_webauthn_enroll_not_enabled");
        assertThat(me.post("/factors", "{\"factor_type\": \"amulet\"}").outcome())
                .isEqualTo("400 validation_failed");
    }

    @Test
    void enrolling_and_verifying_can_be_switched_off() {
        try (AuthServerRunning server = new AuthServerRunning(settings ->
                settings.withMfa(MfaSettings.defaults().withTotpEnrolment(false).withTotpVerification(false)))) {
            AuthClient she = server.client()
                    .bearer(server.client().signIn(email, "correct horse").text("access_token"));
            assertThat(AuthenticatorApp.enrolment(she, "my phone").outcome())
                    .isEqualTo("422 mfa_totp_enroll_not_enabled");
            AuthClient here = again();
            AuthenticatorApp app =
                    AuthenticatorApp.enrol(here, SERVER.clock, "my phone").in(she);
            assertThat(app.challenge().outcome()).isEqualTo("422 mfa_totp_verify_not_enabled");
            assertThat(app.verify(null, "000000").outcome()).isEqualTo("422 mfa_totp_verify_not_enabled");
        }
    }

    @Test
    void two_factors_can_be_challenged_while_the_clock_stands_still() {
        try (AuthServerRunning server = new AuthServerRunning()) {
            server.clock.stop();
            AuthClient she = server.client()
                    .bearer(server.client().signIn(email, "correct horse").text("access_token"));
            for (String name : new String[] {"one", "two", "three"}) {
                assertThat(AuthenticatorApp.enrol(she, server.clock, name)
                                .challenge()
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private AuthClient again() {
        return client.bearer(client.signIn(email, "correct horse").text("access_token"));
    }

    private static String sessionId(Reply reply) {
        return Jws.parse(reply.text("access_token"))
                .claims()
                .required("session_id")
                .asString();
    }

    /** What a phone's camera makes of the image. */
    private static String read(String svg) throws Exception {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) \\d+\"").matcher(svg);
        assertThat(size.find()).isTrue();
        int modules = Integer.parseInt(size.group(1));
        int scale = 4;
        int[] pixels = new int[modules * scale * modules * scale];
        Arrays.fill(pixels, 0xffffff);
        Matcher dark = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
        while (dark.find()) {
            int left = Integer.parseInt(dark.group(1)) * scale;
            int top = Integer.parseInt(dark.group(2)) * scale;
            for (int y = top; y < top + scale; y++) {
                Arrays.fill(pixels, y * modules * scale + left, y * modules * scale + left + scale, 0);
            }
        }
        RGBLuminanceSource image = new RGBLuminanceSource(modules * scale, modules * scale, pixels);
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(image)),
                        Map.of(DecodeHintType.PURE_BARCODE, Boolean.TRUE)) // no search for it in a photo
                .getText();
    }
}
