package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The scenarios of @supabase/server's end-to-end suite that need no database, and what Spring adds to them. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "supabase.url=http://127.0.0.1:9",
            "supabase.jwt-secret=" + Issuer.SECRET,
            "supabase.cors.allowed-origins=https://app.example.com",
            "logging.level.root=DEBUG"
        })
@ExtendWith(OutputCaptureExtension.class)
class BearerTokenTest {

    private static final Issuer ISSUER = new Issuer("http://127.0.0.1:9", Issuer.SECRET);
    private static final Issuer STRANGER = new Issuer("http://127.0.0.1:9", "another secret that is long enough too");

    private final UUID ada = UUID.randomUUID();
    private final String adasToken = ISSUER.tokenOf(ada);

    @LocalServerPort
    private int port;

    private Http http;

    /** The level holds for the whole process, and other tests see what is logged. */
    @AfterAll
    static void log_no_more_than_before() {
        LoggingSystem.get(BearerTokenTest.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    /** Spring's firewall would have them answered with 400, and without a challenge. */
    @Test
    void characters_that_spring_lets_nobody_read_make_a_bad_token() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                    + adasToken + "\u0080\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer)
                    .startsWith("HTTP/1.1 401")
                    .contains("WWW-Authenticate: Bearer error=\"invalid_token\"")
                    .contains("Invalid user token");
        }
    }

    @Test
    void a_caller_is_the_principal() {
        HttpResponse<String> answer = http.getAs(adasToken, "/me");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"id\":\"" + ada + "\"").contains("\"name\":\"" + ada + "\"");
    }

    @Test
    void without_a_token_one_is_asked_for() {
        HttpResponse<String> answer = http.get("/me");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(
                        challenge -> assertThat(challenge).startsWith("Bearer").doesNotContain("error"));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":401").contains("\"code\":");
    }

    @Test
    void no_answer_sets_a_cookie() {
        assertThat(http.get("/me").headers().map()).doesNotContainKey("set-cookie");
        assertThat(http.getAs(adasToken, "/me").headers().map()).doesNotContainKey("set-cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/me-optional", "/open", "/page.txt", "/nowhere"})
    void a_bad_token_is_refused_everywhere(String path) {
        for (String bad : new String[] {
            "garbage", STRANGER.tokenOf(ada), ISSUER.token(ada, Instant.now().minusSeconds(3600))
        }) {
            HttpResponse<String> answer = http.getAs(bad, path);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).contains("error=\"invalid_token\""));
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void two_credentials_are_refused() {
        HttpResponse<String> answer =
                http.get("/me", "Authorization", "Bearer " + adasToken, "Authorization", "Bearer " + adasToken);

        assertThat(answer.statusCode()).isIn(400, 401);
    }

    @Test
    void an_optional_caller_may_be_absent() {
        assertThat(http.get("/me-optional").body()).isEqualTo("{\"id\":\"nobody\"}");
        assertThat(http.getAs(adasToken, "/me-optional").body()).isEqualTo("{\"id\":\"" + ada + "\"}");
        assertThat(http.get("/open").body()).isEqualTo("{\"caller\":false}");
        assertThat(http.getAs(adasToken, "/open").body()).isEqualTo("{\"caller\":true}");
    }

    @Test
    void options_passes_without_a_token() {
        HttpResponse<String> answer = http.send("OPTIONS", "/me");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
    }

    @Test
    void a_front_end_of_an_allowed_origin_may_ask_first() {
        HttpResponse<String> answer = http.send(
                "OPTIONS",
                "/me",
                "Origin",
                "https://app.example.com",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization, apikey, x-client-info");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("authorization, apikey, x-client-info");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void a_front_end_can_read_a_refusal() {
        HttpResponse<String> answer = http.get("/me", "Origin", "https://app.example.com");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
    }

    @Test
    void a_front_end_of_another_origin_is_turned_away() {
        HttpResponse<String> answer = http.send(
                "OPTIONS", "/me", "Origin", "https://evil.example.com", "Access-Control-Request-Method", "GET");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_get_that_looks_like_a_preflight_needs_a_token() {
        HttpResponse<String> answer =
                http.get("/me", "Origin", "https://app.example.com", "Access-Control-Request-Method", "GET");

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me/", "//me", "/me;a=b", "/%6de", "/x/../me", "/ME", "/open/../me", "/me%00", "/me.json"})
    void no_spelling_of_a_path_gets_around_the_token(String path) {
        assertThat(http.get(path).statusCode()).isIn(400, 401);
    }

    @Test
    void no_csrf_token_is_asked_for() {
        assertThat(http.send("POST", "/me").statusCode()).isEqualTo(401);
        assertThat(http.send("POST", "/me", "Authorization", "Bearer " + adasToken)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_failing_open_endpoint_says_500_and_not_401() {
        assertThat(http.get("/failing").statusCode()).isEqualTo(500);
    }

    @Test
    void what_is_not_there_is_told_to_callers_only() {
        assertThat(http.get("/nowhere").statusCode()).isEqualTo(401);
        assertThat(http.getAs(adasToken, "/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void a_result_that_comes_later_still_has_its_caller() {
        assertThat(http.getAs(adasToken, "/later").body()).isEqualTo("{\"id\":\"" + ada + "\"}");
        assertThat(http.get("/later").statusCode()).isEqualTo(401);
    }

    @Test
    void a_forbidden_endpoint_answers_403_to_a_caller_and_401_to_nobody() {
        HttpResponse<String> answer = http.getAs(adasToken, "/admin");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"");
        assertThat(http.get("/admin").statusCode()).isEqualTo(401);
    }

    @Test
    void no_token_is_logged(CapturedOutput output) {
        String strange = STRANGER.tokenOf(ada);
        http.getAs(adasToken, "/me");
        http.getAs(adasToken, "/nowhere");
        http.getAs(adasToken, "/failing");
        http.getAs(strange, "/me");

        assertThat(output.getAll())
                .contains("DispatcherServlet")
                .doesNotContain(adasToken.substring(adasToken.lastIndexOf('.') + 1))
                .doesNotContain(strange.substring(strange.lastIndexOf('.') + 1));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @Bean
        SecurityFilterChain rules(HttpSecurity http) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(
                            requests -> requests.requestMatchers("/open", "/me-optional", "/failing", "/page.txt")
                                    .permitAll()
                                    .requestMatchers("/admin")
                                    .hasRole("admin"))
                    .build();
        }

        @GetMapping("/me")
        Map<String, String> me(@AuthenticationPrincipal Caller caller, java.security.Principal principal) {
            return Map.of("id", caller.userId().toString(), "name", principal.getName());
        }

        @PostMapping("/me")
        void post() {}

        @GetMapping("/me-optional")
        Map<String, String> meOptional(@AuthenticationPrincipal Optional<Caller> caller) {
            return Map.of("id", caller.map(Caller::subject).orElse("nobody"));
        }

        @GetMapping("/open")
        Map<String, Boolean> open(@AuthenticationPrincipal @Nullable Caller caller) {
            return Map.of("caller", caller != null);
        }

        @GetMapping("/failing")
        void failing() {
            throw new IllegalStateException("as planned");
        }

        @GetMapping("/admin")
        void admin() {}

        @GetMapping("/later")
        Callable<Map<String, String>> later(@AuthenticationPrincipal Caller caller) {
            return () -> Map.of("id", caller.subject());
        }
    }
}
