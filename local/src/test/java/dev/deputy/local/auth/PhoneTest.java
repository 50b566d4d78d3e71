package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Codes by text message. */
class PhoneTest {

    private static final String FIXED = "4915100000001";
    private static final AuthServerRunning SERVER = new AuthServerRunning(settings -> settings.withPhoneSignIns(true)
            .withAutoconfirm(false)
            .withSms(SmsSettings.defaults().withTestCodes(Map.of(FIXED, "123456"))));
    private static final AtomicLong NUMBERS = new AtomicLong(491_700_000_000L + System.nanoTime() % 1_000_000_000L);

    private final AuthClient client = SERVER.client();
    private final String phone = String.valueOf(NUMBERS.incrementAndGet());

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void a_sign_up_is_complete_with_the_code_from_the_message() {
        Reply first = client.post("/signup", "{\"phone\": \"+%s\", \"password\": \"correct horse\"}".formatted(phone));
        assertThat(first.text("phone")).isEqualTo(phone);
        assertThat(first.body().has("access_token")).isFalse();
        Message message = SERVER.lastTo(phone);
        assertThat(message.kind()).isEqualTo("sms");
        assertThat(message.text()).isEqualTo("Your code is " + message.code());
        assertThat(signIn().outcome()).isEqualTo("400 phone_not_confirmed");
        Reply verified = verify("sms", phone, message.code());
        assertThat(verified.body().at("/user/phone_confirmed_at").isMissingNode())
                .isFalse();
        assertThat(verified.body().at("/user/app_metadata/provider").asString()).isEqualTo("phone");
        assertThat(signIn().status()).isEqualTo(200);
    }

    @Test
    void who_signs_in_by_message_needs_no_password() {
        assertThat(client.post("/otp", "{\"phone\": \"%s\"}".formatted(phone)).status())
                .isEqualTo(200);
        Reply first = verify("sms", phone, SERVER.lastTo(phone).code());
        Reply sent = client.post("/otp", "{\"phone\": \"%s\", \"create_user\": false}".formatted(phone));
        assertThat(sent.text("message_id")).isNotEmpty();
        Reply again = verify("sms", phone, SERVER.lastTo(phone).code());
        assertThat(again.body().at("/user/id")).isEqualTo(first.body().at("/user/id"));
    }

    @Test
    void a_code_by_message_is_good_for_a_minute() {
        client.post("/otp", "{\"phone\": \"%s\"}".formatted(phone));
        SERVER.clock.advance(Duration.ofSeconds(61));
        assertThat(verify("sms", phone, SERVER.lastTo(phone).code()).outcome()).isEqualTo("403 otp_expired");
    }

    @Test
    void numbers_for_tests_have_a_code_that_is_known_and_get_no_message() {
        client.post("/otp", "{\"phone\": \"%s\"}".formatted(FIXED));
        assertThat(verify("sms", FIXED, "123456").status()).isEqualTo(200);
        assertThat(verify("sms", FIXED, "654321").outcome()).isEqualTo("403 otp_expired");
        assertThat(SERVER.messages).noneMatch(message -> message.to().equals(FIXED));
    }

    @Test
    void a_number_is_added_with_the_code_that_was_sent_to_it() {
        client.post("/otp", "{\"phone\": \"%s\"}".formatted(phone));
        String token = verify("sms", phone, SERVER.lastTo(phone).code()).text("access_token");
        String wanted = String.valueOf(NUMBERS.incrementAndGet());
        Reply asked = client.bearer(token).put("/user", "{\"phone\": \"%s\"}".formatted(wanted));
        assertThat(asked.text("new_phone")).isEqualTo(wanted);
        client.post("/resend", "{\"type\": \"phone_change\", \"phone\": \"%s\"}".formatted(phone));
        Reply changed = verify("phone_change", wanted, SERVER.lastTo(wanted).code());
        assertThat(changed.body().at("/user/phone").asString()).isEqualTo(wanted);
        assertThat(changed.body().at("/user/identities/0/identity_data/phone").asString())
                .isEqualTo(wanted);
    }

    @Test
    void a_number_that_is_taken_is_refused() {
        client.post("/otp", "{\"phone\": \"%s\"}".formatted(phone));
        verify("sms", phone, SERVER.lastTo(phone).code());
        String other = String.valueOf(NUMBERS.incrementAndGet());
        client.post("/otp", "{\"phone\": \"%s\"}".formatted(other));
        String token = verify("sms", other, SERVER.lastTo(other).code()).text("access_token");
        assertThat(client.bearer(token)
                        .put("/user", "{\"phone\": \"%s\"}".formatted(phone))
                        .outcome())
                .isEqualTo("422 phone_exists");
    }

    @Test
    void services_make_and_change_users_with_numbers() {
        AuthClient admin = client.bearer(SERVER.keys.apiKeys().serviceRole());
        String body = "{\"phone\": \"+%s\", \"password\": \"correct horse\", \"phone_confirm\": true}";
        Reply made = admin.post("/admin/users", body.formatted(phone));
        assertThat(made.text("phone")).isEqualTo(phone);
        assertThat(made.body().at("/app_metadata/providers").toString()).isEqualTo("[\"phone\"]");
        assertThat(made.body().at("/identities/0/provider").asString()).isEqualTo("phone");
        assertThat(signIn().status()).isEqualTo(200);
        assertThat(admin.post("/admin/users", body.formatted(phone)).outcome()).isEqualTo("422 phone_exists");

        String other = String.valueOf(NUMBERS.incrementAndGet());
        Reply changed = admin.put("/admin/users/" + made.text("id"), "{\"phone\": \"%s\"}".formatted(other));
        assertThat(changed.text("phone")).isEqualTo(other);
        assertThat(changed.body().at("/identities/0/identity_data/phone").asString())
                .isEqualTo(other);
        assertThat(admin.post("/admin/users", "{\"phone\": \"12x\"}").outcome()).isEqualTo("400 validation_failed");
    }

    private Reply signIn() {
        return client.post(
                "/token?grant_type=password", "{\"phone\": \"%s\", \"password\": \"correct horse\"}".formatted(phone));
    }

    private Reply verify(String type, String number, String code) {
        return client.post("/verify", Json.print(Json.of(Map.of("type", type, "phone", number, "token", code))));
    }
}
