package dev.deputy.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** HTTP auth hooks, signed as the Standard Webhooks specification says: what MVC and WebFlux have in common. */
@TestPropertySource(
        properties = {
            "supabase.url=https://abc.supabase.co",
            "supabase.webhooks.send-email.secret=" + WebhookRequests.SECRET,
            "supabase.webhooks.other.secret=v1,whsec_dGhlIHNlY3JldCBvZiBhbm90aGVyIGhvb2s="
        })
abstract class WebhookRequests {

    static final String SECRET = "v1,whsec_dGhlIHNlY3JldCBvZiBhIGhvb2sgaW4gdGVzdHM=";
    static final String BODY = "{ \"user\": {\"email\": \"ada@example.com\"},  \"umlaut\":\"ä\" }";

    @LocalServerPort
    private int port;

    private String now;

    @BeforeEach
    void look_at_the_clock() {
        now = String.valueOf(Instant.now().getEpochSecond());
    }

    private static String sign(String id, String timestamp, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("v1,whsec_".length())), "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    final HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> signed(String path, String timestamp, String signedBody, String sentBody)
            throws Exception {
        return post(
                path,
                sentBody,
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                sign("msg_1", timestamp, signedBody.getBytes(UTF_8)));
    }

    @Test
    void a_signed_body_reaches_the_method_as_its_type() throws Exception {
        assertThat(signed("/hook", now, BODY, BODY).body()).isEqualTo("ada@example.com ä");
        assertThat(signed("/text", now, BODY, BODY).body()).isEqualTo(BODY);
    }

    @Test
    void what_is_not_signed_as_it_came_is_refused() throws Exception {
        long past = Long.parseLong(now) - 600;
        assertRefused(post("/hook", BODY));
        assertRefused(signed("/hook", now, BODY, BODY.replace("ada", "eve")));
        assertRefused(signed("/hook", now, BODY, BODY + " "));
        assertRefused(signed("/hook", String.valueOf(past), BODY, BODY));
        assertRefused(signed("/other", now, BODY, BODY));
        assertRefused(post("/hook", ""));
        assertRefused(post("/hook", BODY, "Authorization", ""));
    }

    static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"invalid_webhook\"").doesNotContain("five minutes");
    }

    static void assertStartFails(WebApplicationType type, Class<?> controller, String why) {
        assertThatThrownBy(() -> {
                    try (ConfigurableApplicationContext started = new SpringApplicationBuilder(controller)
                            .web(type)
                            .run(
                                    "--server.port=0",
                                    "--supabase.url=https://abc.supabase.co",
                                    "--supabase.webhooks.send-email.secret=" + SECRET)) {
                        assertThat(started).as("started").isNull();
                    }
                })
                .isInstanceOf(SupabaseSettingsException.class)
                .hasMessageContaining("@WebhookBody(\"send-email\")")
                .hasMessageContaining(why);
    }

    @Test
    void a_body_without_end_is_not_kept() throws Exception {
        assertThat(post("/hook", "x".repeat(2_000_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void a_signed_body_that_is_no_json_is_the_senders_mistake() throws Exception {
        assertThat(signed("/hook", now, "{", "{").statusCode()).isEqualTo(400);
    }

    record Hook(Map<String, String> user, String umlaut) {}
}
