package dev.deputy.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentRequestsTest {

    private static final String USER = "11111111-2222-4333-8444-555555555555";
    private static final String TOKEN =
            base64("{\"alg\":\"none\"}") + "." + base64("{\"sub\":\"" + USER + "\"}") + ".c2ln";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Gateway gateway = Gateway.bind(
            0,
            new ApiKeys(
                    "sb_publishable_a",
                    "sb_secret_abc",
                    "anon.legacy.key",
                    "service.legacy.key",
                    "anon.role.token",
                    "service.role.token"));

    @BeforeEach
    void start() {
        Endpoint service = call -> {
            if (call.path().equals("/refused")) {
                throw new Failure(Integer.parseInt(call.query()), "some_code", "no, because of " + TOKEN);
            }
            return Answer.json(200, Json.object().put("access_token", "secret"));
        };
        gateway.mount("/auth/v1", Set.of(), service);
        gateway.mount("/rest/v1", Set.of(), service);
        gateway.mountForOwnOrigin("/deputy", service);
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void a_request_is_kept_with_its_caller_and_without_its_token() throws Exception {
        send("/rest/v1/notes?select=id&done=eq.false", TOKEN);

        RecentRequest request = only();
        assertThat(request.number()).isEqualTo(1);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.address()).isEqualTo("/rest/v1/notes?select=id&done=eq.false");
        assertThat(request.status()).isEqualTo(200);
        assertThat(request.caller()).contains(USER);
        assertThat(request.code()).isEmpty();
        assertThat(request.took()).isPositive();
    }

    @Test
    void a_refusal_is_kept_with_its_reason_and_without_the_token_in_it() throws Exception {
        send("/rest/v1/refused?403", TOKEN);
        assertThat(only().code()).contains("some_code");
        assertThat(only().message()).contains("no, because of …");
        assertThat(only().caller()).contains(USER);
    }

    @Test
    void a_caller_whom_nobody_believed_is_not_named() throws Exception {
        send("/rest/v1/refused?401", TOKEN);
        assertThat(only().caller()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /auth/v1/token?grant_type=password          | /auth/v1/token?grant_type=password
                    /auth/v1/verify?token=123456&type=recovery  | /auth/v1/verify?token=…&type=recovery
                    /auth/v1/verify?t%6Fken=123456              | /auth/v1/verify?t%6Fken=…
                    /auth/v1/verify?123456                      | /auth/v1/verify?…
                    /rest/v1/notes?apikey=sb_publishable_a      | /rest/v1/notes?apikey=…
                    /rest/v1/rpc/enter?my_password=x&room=1     | /rest/v1/rpc/enter?my_password=…&room=1
                    /rest/v1/rpc/enter?my_p%61ssword=x          | /rest/v1/rpc/enter?my_p%61ssword=…
                    /rest/v1/notes?body=eq.eyJhbGciOiJub25.e.y  | /rest/v1/notes?body=eq.…
                    /nowhere/sb_secret_abc                      | /nowhere/…
                    """)
    void no_secret_of_an_address_is_kept(String address, String kept) throws Exception {
        send(address, null);
        assertThat(only().address()).isEqualTo(kept);
    }

    @Test
    void five_hundred_are_kept_and_no_long_address() throws Exception {
        for (int i = 0; i < 501; i++) {
            send("/rest/v1/" + i + "?" + "x".repeat(1000), null);
        }
        List<RecentRequest> all = gateway.recentRequests().after(0);
        assertThat(all).hasSize(500).allMatch(request -> request.address().length() < 500);
        assertThat(gateway.recentRequests().after(500)).hasSize(1);
        gateway.recentRequests().clear();
        assertThat(gateway.recentRequests().after(0)).isEmpty();
    }

    @Test
    void what_is_for_the_own_origin_is_not_among_them_and_lets_no_other_origin_in() throws Exception {
        var answer = send("/deputy/v1/users", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(gateway.recentRequests().after(0)).isEmpty();
    }

    private RecentRequest only() {
        List<RecentRequest> all = gateway.recentRequests().after(0);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private java.net.http.HttpResponse<String> send(String address, @Nullable String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + address));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
