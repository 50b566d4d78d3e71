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
    private static final String ADA = "Bearer " + ISSUER.tokenOf(UUID.fromString("7d1b2c3e-0000-4000-8000-00000000000a"));

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

    record Request(int status, String method, String path, String... headers) {
        @Override
        public String toString() {
            return status + " " + method + " " + path + " "
                    + Stream.of(headers).map(text -> text.length() > 40 ? "…" : text).toList();
        }
    }

    static Stream<Request> requests() {
        String expired = "Bearer " + ISSUER.token(UUID.randomUUID(), Instant.now().minusSeconds(3600));
        String strange = "Bearer " + STRANGER.tokenOf(UUID.randomUUID());
        String unknown = "Bearer out.of.order";
        return Stream.of(
                new Request(401, "GET", "/me"),
                new Request(200, "GET", "/me", "Authorization", ADA),
                new Request(200, "GET", "/me", "Authorization", ADA),
                new Request(200, "GET", "/me", "authorization", ADA.replace("Bearer", "bearer")),
                new Request(401, "GET", "/me", "Authorization", "Basic YTpi"),
                new Request(401, "GET", "/me", "Authorization", "Bearer"),
                new Request(401, "GET", "/me", "Authorization", "Bearer garbage"),
                new Request(401, "GET", "/me", "Authorization", expired),
                new Request(401, "GET", "/me", "Authorization", strange),
                new Request(401, "GET", "/me", "Authorization", ADA, "Authorization", ADA),
                new Request(503, "GET", "/me", "Authorization", unknown),
                new Request(503, "GET", "/open", "Authorization", unknown),
                new Request(200, "GET", "/me-later", "Authorization", ADA),
                new Request(401, "GET", "/me-later"),
                new Request(200, "GET", "/me-optional"),
                new Request(200, "GET", "/me-optional", "Authorization", ADA),
                new Request(401, "GET", "/me-optional", "Authorization", strange),
                new Request(200, "GET", "/open"),
                new Request(200, "GET", "/open", "Authorization", ADA),
                new Request(401, "GET", "/open", "Authorization", "Bearer garbage"),
                new Request(403, "GET", "/admin", "Authorization", ADA),
                new Request(401, "GET", "/admin"),
                new Request(403, "GET", "/by-annotation", "Authorization", ADA),
                new Request(401, "GET", "/by-annotation"),
                new Request(500, "GET", "/failing"),
                new Request(401, "GET", "/nowhere"),
                new Request(404, "GET", "/nowhere", "Authorization", ADA),
                new Request(401, "HEAD", "/me"),
                new Request(200, "HEAD", "/me", "Authorization", ADA),
                new Request(401, "POST", "/me"),
                new Request(200, "POST", "/me", "Authorization", ADA),
                new Request(200, "OPTIONS", "/me"),
                new Request(200, "OPTIONS", "/me", "Authorization", "Bearer garbage"),
                new Request(401, "GET", "/me", "Origin", "https://app.example.com"),
                new Request(403, "GET", "/me", "Origin", "https://evil.example.com"),
                preflight(200, "https://app.example.com"),
                preflight(403, "https://evil.example.com"));
    }

    private static Request preflight(int status, String origin) {
        return new Request(
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
                BothStacksApp.http(servlets).send(request.method(), request.path(), request.headers());
        HttpResponse<String> other =
                BothStacksApp.http(reactive).send(request.method(), request.path(), request.headers());

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
    @ValueSource(
            strings = {"/me/", "//me", "/me;a=b", "/%6de", "/x/../me", "/ME", "/open/../me", "/me%00", "/me.json"})
    void no_spelling_of_a_path_gets_around_the_token(String path) {
        assertThat(BothStacksApp.http(reactive).get(path).statusCode()).isIn(400, 401);
    }
}
