package dev.deputy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {

    private static final String SECRET = "v1,whsec_" + base64("the secret of a hook in these tests");
    private static final String OTHER = "v1,whsec_" + base64("the secret of a hook somewhere else");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String SECONDS = String.valueOf(NOW.getEpochSecond());
    private static final String ID = "msg_2yCk";
    private static final String BODY = "{\"user\":{\"email\":\"ada@example.com\"},\"umlaut\":\"ä\"}";

    private final WebhookVerifier verifier = at(SECRET, NOW);

    /** A signature that openssl made, not this code: {@code openssl dgst -sha256 -mac HMAC}. */
    @Test
    void a_message_signed_elsewhere_is_accepted() {
        WebhookVerifier known = at("v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Instant.ofEpochSecond(1614265330));

        assertThatCode(() -> known.verify(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "1614265330",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                        "{\"test\": 2432232314}".getBytes(UTF_8)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_message_signed_with_the_secret_is_accepted() {
        accepts(verifier, ID, SECONDS, sign(SECRET, ID, SECONDS, BODY), BODY);
    }

    @Test
    void the_time_is_the_machines_own() {
        String now = String.valueOf(Instant.now().getEpochSecond());

        accepts(WebhookVerifier.of(SECRET), ID, now, sign(SECRET, ID, now, BODY), BODY);
    }

    @Test
    void one_signature_among_others_is_enough() {
        String signature = sign(SECRET, ID, SECONDS, BODY);

        accepts(verifier, ID, SECONDS, "v1a,AAAA v1,AAAA " + signature, BODY);
        accepts(verifier, ID, SECONDS, signature + " v2,whatever", BODY);
    }

    @Test
    void a_secret_can_be_replaced_while_both_are_accepted() {
        WebhookVerifier both = at(OTHER + "|" + SECRET, NOW);

        accepts(both, ID, SECONDS, sign(SECRET, ID, SECONDS, BODY), BODY);
        accepts(both, ID, SECONDS, sign(OTHER, ID, SECONDS, BODY), BODY);
    }

    @Test
    void whatever_is_signed_cannot_be_changed() {
        String signature = sign(SECRET, ID, SECONDS, BODY);

        refuses(ID, SECONDS, signature, BODY + " ");
        refuses("msg_other", SECONDS, signature, BODY);
        refuses(ID, String.valueOf(NOW.getEpochSecond() + 1), signature, BODY);
        refuses(ID, SECONDS, sign(OTHER, ID, SECONDS, BODY), BODY);
    }

    @Test
    void another_versions_signature_does_not_count() {
        refuses(ID, SECONDS, sign(SECRET, ID, SECONDS, BODY).replace("v1,", "v2,"), BODY);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "v1,", "v1", "v1,!!!!", "v1,AAAA", ","})
    void a_request_without_a_signature_is_refused(@Nullable String signature) {
        refuses(ID, SECONDS, signature, BODY);
    }

    @Test
    void a_request_without_id_or_time_is_refused() {
        refuses(null, SECONDS, sign(SECRET, "null", SECONDS, BODY), BODY);
        refuses("", SECONDS, sign(SECRET, "", SECONDS, BODY), BODY);
        refuses(ID, null, sign(SECRET, ID, "null", BODY), BODY);
    }

    @Test
    void a_message_is_good_for_five_minutes_either_way() {
        Duration tolerance = Duration.ofMinutes(5);
        String signature = sign(SECRET, ID, SECONDS, BODY);

        accepts(at(SECRET, NOW.plus(tolerance)), ID, SECONDS, signature, BODY);
        accepts(at(SECRET, NOW.minus(tolerance)), ID, SECONDS, signature, BODY);
        refuses(at(SECRET, NOW.plus(tolerance).plusSeconds(1)), ID, SECONDS, signature, BODY);
        refuses(at(SECRET, NOW.minus(tolerance).minusSeconds(1)), ID, SECONDS, signature, BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e9", "+1763726400", "99999999999999999999", "٣"})
    void a_time_that_is_no_number_of_seconds_is_refused(String timestamp) {
        refuses(ID, timestamp, sign(SECRET, ID, timestamp, BODY), BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1,", "v1,whsec_", "v1,whsec_c2hvcnQ=", "v1,whsec_!not base64!", "plain text secret"})
    void a_secret_of_another_form_stops_the_start_and_is_not_repeated(String secret) {
        assertThatThrownBy(() -> WebhookVerifier.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("v1,whsec_")
                .hasMessageNotContainingAny("c2hvcnQ", "not base64", "plain text")
                .hasNoCause();
    }

    @Test
    void an_empty_secret_beside_a_good_one_is_a_mistake_too() {
        assertThatThrownBy(() -> WebhookVerifier.of(SECRET + "|")).isInstanceOf(IllegalArgumentException.class);
    }

    private void refuses(@Nullable String id, @Nullable String timestamp, @Nullable String signature, String body) {
        refuses(verifier, id, timestamp, signature, body);
    }

    private static void refuses(
            WebhookVerifier verifier,
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signature,
            String body) {
        assertThatThrownBy(() -> verifier.verify(id, timestamp, signature, body.getBytes(UTF_8)))
                .isInstanceOf(InvalidWebhookException.class);
    }

    private static void accepts(WebhookVerifier verifier, String id, String timestamp, String signature, String body) {
        assertThatCode(() -> verifier.verify(id, timestamp, signature, body.getBytes(UTF_8)))
                .doesNotThrowAnyException();
    }

    private static WebhookVerifier at(String secrets, Instant now) {
        return WebhookVerifier.of(secrets, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String sign(String secret, String id, String timestamp, String body) {
        byte[] key = Base64.getDecoder().decode(secret.substring("v1,whsec_".length()));
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(TestIssuer.hmac("HmacSHA256", key, id + "." + timestamp + "." + body));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
