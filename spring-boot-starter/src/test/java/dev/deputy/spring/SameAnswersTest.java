package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** One list of requests against Spring MVC and WebFlux: the answers are the same, and the refusals to the last byte. */
class SameAnswersTest {

    private static final Issuer ISSUER = new Issuer("http://127.0.0.1:9", Issuer.SECRET);
    private static final Issuer STRANGER = new Issuer("http://127.0.0.1:9", "another secret that is long enough too");
    private static final String ADA =
            "Bearer " + ISSUER.tokenOf(UUID.fromString("7d1b2c3e-0000-4000-8000-00000000000a"));

    private static ConfigurableApplicationContext servlets;
    private static ConfigurableApplicationContext reactive;

    @BeforeAll
    static void start() {
        servlets = BothStacksApp.start(WebApplicationType.SERVLET);
        reactive = BothStacksApp.start(WebApplicationType.REACTIVE);
    }

    @AfterAll
    static void close() {
        servlets.close();
        reactive.close();
    }

    record Request(int status, String method, String path, List<String> headers) {

        static Request of(int status, String method, String path, String... headers) {
            return new Request(status, method, path, List.of(headers));
        }

        String[] fields() {
            return headers.toArray(String[]::new);
        }

        @Override
        public String toString() {
            return status + " " + method + " " + path + " "
                    + headers.stream()
                            .map(text -> text.length() > 40 ? "…" : text)
                            .toList();
        }
    }

    static Stream<Request> requests() {
        String expired =
                "Bearer " + ISSUER.token(UUID.randomUUID(), Instant.now().minusSeconds(3600));
        String strange = "Bearer " + STRANGER.tokenOf(UUID.randomUUID());
        String unknown = "Bearer out.of.order";
        String aal2 = "Bearer " + ISSUER.tokenOf(UUID.randomUUID(), "aal2", "{}", "");
        return Stream.of(
                Request.of(401, "GET", "/me"),
                Request.of(200, "GET", "/me", "Authorization", ADA),
                Request.of(200, "GET", "/me", "Authorization", ADA),
                Request.of(200, "GET", "/me", "authorization", ADA.replace("Bearer", "bearer")),
                Request.of(401, "GET", "/me", "Authorization", "Basic YTpi"),
                Request.of(401, "GET", "/me", "Authorization", "Bearer"),
                Request.of(401, "GET", "/me", "Authorization", "Bearer garbage"),
                Request.of(401, "GET", "/me", "Authorization", expired),
                Request.of(401, "GET", "/me", "Authorization", strange),
                Request.of(401, "GET", "/me", "Authorization", ADA, "Authorization", ADA),
                Request.of(503, "GET", "/me", "Authorization", unknown),
                Request.of(503, "GET", "/open", "Authorization", unknown),
                Request.of(200, "GET", "/me-optional"),
                Request.of(200, "GET", "/me-optional", "Authorization", ADA),
                Request.of(401, "GET", "/me-optional", "Authorization", strange),
                Request.of(200, "GET", "/open"),
                Request.of(200, "GET", "/open", "Authorization", ADA),
                Request.of(401, "GET", "/open", "Authorization", "Bearer garbage"),
                Request.of(403, "GET", "/admin", "Authorization", ADA),
                Request.of(401, "GET", "/admin"),
                Request.of(403, "GET", "/by-annotation", "Authorization", ADA),
                Request.of(401, "GET", "/by-annotation"),
                Request.of(200, "GET", "/cron", "apikey", "sb_secret_cron"),
                Request.of(401, "GET", "/cron", "apikey", "sb_secret_default"),
                Request.of(401, "GET", "/cron", "Authorization", ADA),
                Request.of(401, "GET", "/cron"),
                Request.of(403, "GET", "/cron/admin", "apikey", "sb_secret_cron"),
                Request.of(401, "GET", "/cron/admin", "apikey", "sb_secret_default"),
                Request.of(401, "GET", "/cron/admin"),
                Request.of(403, "GET", "/either", "apikey", "sb_secret_default"),
                Request.of(403, "GET", "/either", "Authorization", ADA),
                Request.of(200, "GET", "/import", "Authorization", ADA),
                Request.of(200, "GET", "/import", "apikey", "sb_secret_default"),
                Request.of(200, "GET", "/import", "Authorization", ADA, "apikey", "sb_publishable_web"),
                Request.of(401, "GET", "/import", "Authorization", ADA, "apikey", "sb_secret_wrong"),
                Request.of(401, "GET", "/import", "Authorization", "Bearer sb_secret_default"),
                Request.of(401, "GET", "/account", "Authorization", ADA),
                Request.of(200, "GET", "/account", "Authorization", aal2),
                Request.of(401, "GET", "/by-level", "Authorization", ADA),
                Request.of(200, "GET", "/by-level", "Authorization", aal2),
                Request.of(200, "GET", "/feed"),
                Request.of(200, "GET", "/feed", "Authorization", ADA),
                Request.of(200, "GET", "/feed", "apikey", "sb_publishable_web"),
                Request.of(
                        200,
                        "GET",
                        "/feed",
                        "apikey",
                        "sb_publishable_web",
                        "Authorization",
                        "Bearer sb_publishable_web"),
                Request.of(500, "GET", "/failing"),
                Request.of(401, "GET", "/nowhere"),
                Request.of(404, "GET", "/nowhere", "Authorization", ADA),
                Request.of(401, "HEAD", "/me"),
                Request.of(200, "HEAD", "/me", "Authorization", ADA),
                Request.of(401, "POST", "/me"),
                Request.of(200, "POST", "/me", "Authorization", ADA),
                Request.of(200, "OPTIONS", "/me"),
                Request.of(200, "OPTIONS", "/me", "Authorization", "Bearer garbage"),
                Request.of(401, "GET", "/me", "Origin", "https://app.example.com"),
                Request.of(403, "GET", "/me", "Origin", "https://evil.example.com"),
                preflight(200, "https://app.example.com"),
                preflight(403, "https://evil.example.com"));
    }

    private static Request preflight(int status, String origin) {
        return Request.of(
                status,
                "OPTIONS",
                "/me",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization, apikey, x-client-info");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void the_answer_is_the_same(Request request) {
        HttpResponse<String> one =
                BothStacksApp.http(servlets).send(request.method(), request.path(), request.fields());
        HttpResponse<String> other =
                BothStacksApp.http(reactive).send(request.method(), request.path(), request.fields());

        assertThat(one.statusCode()).isEqualTo(request.status());
        assertThat(other.statusCode()).isEqualTo(request.status());
        assertThat(telling(other)).isEqualTo(telling(one));
        if (request.status() == 401 || request.status() == 503 || request.status() < 300) {
            assertThat(other.body()).isEqualTo(one.body());
        }
        assertThat(other.headers().map()).doesNotContainKey("set-cookie");
    }

    /** The headers that are ours, or that front ends and caches go by. */
    private static Map<String, List<String>> telling(HttpResponse<String> answer) {
        return answer.headers().map().entrySet().stream()
                .filter(header -> Stream.of("www-", "retry-", "access-control", "cache-", "allow")
                        .anyMatch(header.getKey().toLowerCase(Locale.ROOT)::startsWith))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        header -> header.getValue().stream()
                                .flatMap(value -> Stream.of(value.split(", ?")))
                                .sorted()
                                .toList(),
                        (a, b) -> a,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
    }

    @Test
    void webflux_gives_a_caller_that_comes_later() {
        Http http = BothStacksApp.http(reactive);
        assertThat(http.get("/me-later", "Authorization", ADA).body()).contains("7d1b2c3e");
        assertThat(http.get("/me-later").statusCode()).isEqualTo(401);
    }

    @Test
    void characters_that_spring_lets_nobody_read_make_a_bad_token() throws IOException {
        for (ConfigurableApplicationContext application : List.of(servlets, reactive)) {
            int port = BothStacksApp.http(application).port();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                String request = "GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: " + ADA
                        + "\u0080\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).startsWith("HTTP/1.1 401").contains("Bearer error=\"invalid_token\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me/", "//me", "/me;a=b", "/%6de", "/x/../me", "/ME", "/open/../me", "/me%00", "/me.json"})
    void no_spelling_of_a_path_gets_around_the_token(String path) {
        assertThat(BothStacksApp.http(reactive).get(path).statusCode()).isIn(400, 401);
    }
}
