package dev.deputy.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

    private static final ApiKeys KEYS = new ApiKeys(
            "sb_publishable_abcdefghijklmnopqrstuv_12345678",
            "sb_secret_abcdefghijklmnopqrstuv_12345678",
            "anon.legacy.key",
            "service.legacy.key",
            "anon.role.token",
            "service.role.token");

    private static final Gateway GATEWAY = Gateway.bind(0, KEYS);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        Routes routes = new Routes()
                .on(
                        "GET",
                        "/authorization",
                        call -> Answer.json(
                                200,
                                Json.object().put("seen", call.authorization().orElse("none"))))
                .on("GET", "/open", call -> Answer.json(200, Json.object()))
                .on(
                        "GET",
                        "/things/{id}",
                        call -> Answer.json(200, Json.object().put("id", call.variable("id"))))
                .on(
                        "GET",
                        "/parameter",
                        call -> Answer.json(
                                200,
                                Json.object()
                                        .put("value", call.parameter("value").orElse("none"))))
                .on(
                        "POST",
                        "/echo",
                        call -> Answer.json(
                                200, Json.object().put("text", call.json().text("text"))))
                .on("GET", "/broken", call -> {
                    throw new IllegalStateException("secret detail");
                });
        GATEWAY.mount("/service/v1", Set.of("/open"), routes);
        GATEWAY.start();
    }

    @AfterAll
    static void close() {
        GATEWAY.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // key in apikey, Authorization → Authorization behind the gateway
                "-, -, none",
                "-, Bearer user.token, Bearer user.token",
                "sb_publishable_abcdefghijklmnopqrstuv_12345678, -, Bearer anon.role.token",
                "sb_secret_abcdefghijklmnopqrstuv_12345678, -, Bearer service.role.token",
                "sb_secret_abcdefghijklmnopqrstuv_12345678, Bearer sb_secret_abcdefghijklmnopqrstuv_12345678,"
                        + " Bearer service.role.token",
                "sb_publishable_abcdefghijklmnopqrstuv_12345678, Bearer user.token, Bearer user.token",
                "anon.legacy.key, Bearer anon.legacy.key, Bearer anon.legacy.key",
                "anon.legacy.key, -, none",
                "service.legacy.key, Bearer user.token, Bearer user.token",
            })
    void a_known_key_becomes_the_token_of_its_role(String apikey, String authorization, String expected) {
        HttpRequest.Builder request = get("/service/v1/authorization");
        if (apikey != null) {
            request.header("apikey", apikey);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Json.parse(response.body()).required("seen").asString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "sb_publishable_xxxxxxxxxxxxxxxxxxxxxx_12345678, -",
                "nonsense, -",
                "-, Bearer sb_secret_abcdefghijklmnopqrstuv_12345678",
                "sb_publishable_abcdefghijklmnopqrstuv_12345678, Bearer sb_secret_abcdefghijklmnopqrstuv_12345678",
                "anon.legacy.key, Bearer sb_publishable_abcdefghijklmnopqrstuv_12345678",
            })
    void an_unknown_key_is_refused(String apikey, String authorization) {
        HttpRequest.Builder request = get("/service/v1/authorization");
        if (apikey != null) {
            request.header("apikey", apikey);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(Json.parse(response.body()).required("message").asString()).isEqualTo("Invalid API key");
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("*");
    }

    @Test
    void a_key_may_stand_in_the_address() {
        assertThat(send(get("/service/v1/authorization?apikey=" + KEYS.publishable()))
                        .body())
                .contains("anon.role.token");
        assertThat(send(get("/service/v1/authorization?apikey=wrong")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void an_open_path_asks_for_no_key() {
        assertThat(send(get("/service/v1/open").header("apikey", "wrong")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_secret_key_from_a_browser_is_refused() {
        HttpResponse<String> response = send(get("/service/v1/authorization")
                .header("apikey", KEYS.secret())
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).doesNotContain(KEYS.secret());
    }

    @Test
    void a_preflight_passes_for_any_origin_and_the_headers_of_supabase_js() {
        HttpResponse<String> response = send(request("/service/v1/echo")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://example.com")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "apikey,authorization,content-type,x-client-info"));
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(response.headers().firstValue("access-control-allow-methods").orElse(""))
                .contains("PUT", "DELETE", "PATCH");
        assertThat(response.headers().firstValue("access-control-allow-headers").orElse(""))
                .contains("apikey", "authorization", "content-type", "x-client-info");
    }

    @Test
    void answers_show_pages_the_headers_that_clients_read() {
        assertThat(send(get("/service/v1/open"))
                        .headers()
                        .firstValue("access-control-expose-headers")
                        .orElse(""))
                .contains("x-total-count", "link", "x-supabase-api-version", "x-sb-error-code", "content-range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/rest/v1/notes", "/service/v1", "/service/v10/open", "/service/v1/nothing", "/%00"})
    void an_unknown_path_is_a_404_or_400_in_json(String path) {
        HttpResponse<String> response = send(get(path));
        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(Json.parse(response.body()).required("message").asString()).isNotEmpty();
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("*");
    }

    @Test
    void another_method_on_a_known_path_is_a_405() {
        assertThat(send(request("/service/v1/open").DELETE()).statusCode()).isEqualTo(405);
    }

    @Test
    void our_own_mistake_is_a_500_without_details() {
        HttpResponse<String> response = send(get("/service/v1/broken"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("unexpected_failure").doesNotContain("secret detail", "Exception");
    }

    @Test
    void what_the_path_says_reaches_the_endpoint() {
        assertThat(send(get("/service/v1/things/a%20b")).body()).contains("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%ff", "%zz", "%ed%a0%80"})
    void a_parameter_that_is_no_text_is_a_400_or_harmless(String value) throws IOException {
        String answer = exchange("GET /service/v1/parameter?value=" + value + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 ");
        assertThat(answer.substring(9, 12)).isIn("400", "200");
        assertThat(answer).doesNotContain("\u0000", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:54321", "127.0.0.1.evil.example", "localhost.evil.example"})
    void a_host_name_from_elsewhere_is_refused(String host) throws IOException {
        assertThat(exchange("GET /service/v1/open HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:54321", "127.1.2.3", "[::1]:1", "app.localhost"})
    void a_host_name_of_this_machine_is_served(String host) throws IOException {
        assertThat(exchange("GET /service/v1/open HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void what_is_no_http_is_refused_without_a_page() throws IOException {
        assertThat(exchange("GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400").doesNotContain("<html", "Jetty");
    }

    @Test
    void a_body_over_a_megabyte_is_refused_when_it_was_sent() {
        String body = "{\"text\": \"" + "x".repeat(2 << 20) + "\"}";
        assertThat(send(request("/service/v1/echo").POST(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_body_just_below_a_megabyte_is_taken() {
        String body = "{\"text\": \"" + "x".repeat((1 << 20) - 13) + "\"}";
        assertThat(send(request("/service/v1/echo").POST(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_port_in_use_is_said_so() {
        assertThatThrownBy(() -> Gateway.bind(GATEWAY.port(), KEYS))
                .isInstanceOf(PortInUseException.class)
                .hasMessageContaining("Port " + GATEWAY.port())
                .hasMessageContaining("in use");
    }

    @Test
    void a_closed_gateway_gives_its_port_back() {
        Gateway first = Gateway.bind(0, KEYS);
        int port = first.port();
        first.start();
        first.close();
        first.close();
        Gateway.bind(port, KEYS).close();
    }

    @Test
    void keys_do_not_print_themselves() {
        assertThat(KEYS.toString()).doesNotContain("sb_", "legacy", "role");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + GATEWAY.port() + path));
    }

    private static HttpRequest.Builder get(String path) {
        return request(path).GET();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** For requests that no client would send. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
