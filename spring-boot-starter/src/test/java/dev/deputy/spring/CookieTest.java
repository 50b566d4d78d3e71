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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pages that the service renders for browsers, whose session @supabase/ssr keeps in cookies. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "supabase.url=https://abc.supabase.co",
            "supabase.jwt-secret=" + Issuer.SECRET,
            "supabase.cookies.enabled=true",
            "supabase.cookies.sign-in-page=/sign-in"
        })
class CookieTest {

    private static final Issuer ISSUER = new Issuer("https://abc.supabase.co", Issuer.SECRET);
    private static final String ADA = "0b6b2d6c-6f0e-4f9c-8d0c-5a4f3c2b1a09";

    private final String adas = recorded("short");

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private static String recorded(String which) {
        try {
            List<String> cookies = new ArrayList<>();
            SessionCookieTest.recorded(which).forEach((name, values) -> cookies.add(name + "=" + values.get(0)));
            return String.join("; ", cookies);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cookieWith(String token) {
        String json = "{\"access_token\":\"" + token + "\"}";
        return "sb-abc-auth-token=base64-"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String expired() {
        return cookieWith(ISSUER.token(UUID.randomUUID(), Instant.now().minusSeconds(3600)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long"})
    void a_session_that_supabase_ssr_wrote_speaks_for_its_user(String which) {
        assertThat(http.get("/me", "Cookie", recorded(which)).body()).isEqualTo(ADA);
    }

    @Test
    void an_authorization_header_stands_above() {
        UUID bob = UUID.randomUUID();

        assertThat(http.get("/me", "Cookie", adas, "Authorization", "Bearer " + ISSUER.tokenOf(bob))
                        .body())
                .isEqualTo(bob.toString());
        assertThat(http.get("/me", "Cookie", adas, "Authorization", "Bearer garbage")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_forged_or_expired_session_is_refused_where_a_caller_is_asked_for() {
        String forged = cookieWith(new Issuer("https://abc.supabase.co", "another secret that is long enough too")
                .tokenOf(UUID.randomUUID()));
        for (String bad : List.of(forged, expired(), "sb-abc-auth-token=garbage", adas + "; " + adas)) {
            for (String path : List.of("/me", "/optional", "/by-default")) {
                HttpResponse<String> answer = http.get(path, "Cookie", bad);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.body()).contains("\"code\":\"invalid_token\"");
            }
        }
    }

    /** A browser sends it for the sign-in page and its styles too. */
    @Test
    void an_expired_session_does_not_keep_anybody_from_what_is_open_to_all() {
        assertThat(http.get("/sign-in", "Cookie", expired()).body()).isEqualTo("nobody");
        assertThat(http.get("/sign-in", "Cookie", adas).body()).isEqualTo(ADA);
        assertThat(http.get("/optional").body()).isEqualTo("nobody");
    }

    @Test
    void a_browser_that_asks_for_a_page_is_sent_to_sign_in_and_back() {
        for (String path : List.of("/me?tab=1", "/optional?tab=1")) {
            HttpResponse<String> answer =
                    http.get(path, "Cookie", expired(), "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Mode", "navigate");
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValue("/sign-in?next="
                            + path.replace("/", "%2F").replace("?", "%3F").replace("=", "%3D"));
        }
        assertThat(http.get("/me", "Accept", "text/html").statusCode()).isEqualTo(303);
        assertThat(http.get("/me", "Accept", "text/html", "Sec-Fetch-Mode", "cors")
                        .statusCode())
                .isEqualTo(401);
        assertThat(http.get("/me", "Accept", "application/json").statusCode()).isEqualTo(401);
        assertThat(http.send("POST", "/me", "Accept", "text/html").statusCode()).isEqualTo(401);
    }

    @Test
    void a_change_needs_the_csrf_token_that_scripts_find_in_a_cookie() {
        HttpResponse<String> page = http.get("/me", "Cookie", adas);
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("XSRF-TOKEN=").contains("SameSite=Lax").doesNotContain("HttpOnly");
        String token = cookie.substring("XSRF-TOKEN=".length(), cookie.indexOf(';'));
        String both = adas + "; XSRF-TOKEN=" + token;

        assertThat(http.send("POST", "/me", "Cookie", both, "X-XSRF-TOKEN", token)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> without = http.send("POST", "/me", "Cookie", both);
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.body()).contains("\"code\":\"csrf\"");
        assertThat(http.send("POST", "/me", "Cookie", both, "X-XSRF-TOKEN", "guessed")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.send("POST", "/me", "Cookie", adas).statusCode()).isEqualTo(403);
    }

    @Test
    void a_form_sends_the_token_that_was_rendered_into_it() {
        HttpResponse<String> form = http.get("/form", "Cookie", adas);
        String cookie = form.headers().firstValue("Set-Cookie").orElseThrow();
        String both = adas + "; " + cookie.substring(0, cookie.indexOf(';'));
        assertThat(cookie).doesNotContain(form.body());

        assertThat(http.send("POST", "/me?_csrf=" + form.body(), "Cookie", both).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_bearer_token_needs_none() {
        assertThat(http.post(ISSUER.tokenOf(UUID.randomUUID()), "/me", "").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void another_site_changes_nothing_even_with_a_token_that_it_has_planted(String site) {
        assertThat(planted("Sec-Fetch-Site", site)).isEqualTo(403);
        assertThat(planted("Origin", "https://evil.example.com")).isEqualTo(403);
        assertThat(planted("Origin", "http://127.0.0.1:" + port)).isEqualTo(200);
        // A link on another site leads here as it should.
        assertThat(http.get("/me", "Cookie", adas, "Sec-Fetch-Site", site).statusCode())
                .isEqualTo(200);
    }

    private int planted(String header, String value) {
        return http.send(
                        "POST",
                        "/me",
                        "Cookie",
                        adas + "; XSRF-TOKEN=planted",
                        "X-XSRF-TOKEN",
                        "planted",
                        header,
                        value)
                .statusCode();
    }

    /** It is a GET, but what follows may change anything. */
    @Test
    void another_site_opens_no_websocket_as_the_browsers_user() throws IOException {
        for (String foreign : List.of("Origin: https://evil.example.com", "Sec-Fetch-Site: cross-site")) {
            assertThat(handshake("Cookie: " + adas, foreign))
                    .startsWith("HTTP/1.1 403")
                    .contains("\"code\":\"csrf\"");
        }
        for (String own : List.of("Origin: http://127.0.0.1:" + port, "Sec-Fetch-Site: same-origin")) {
            assertThat(handshake("Cookie: " + adas, own))
                    .startsWith("HTTP/1.1 200")
                    .endsWith(ADA);
        }
        String bearer = "Authorization: Bearer " + ISSUER.tokenOf(UUID.fromString(ADA));
        assertThat(handshake(bearer, "Origin: https://evil.example.com"))
                .startsWith("HTTP/1.1 200")
                .endsWith(ADA);
    }

    /** The JDK's clients do not let anybody write these headers. */
    private String handshake(String... fields) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "GET /me HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: Upgrade, close\r\n"
                    + "Upgrade: websocket\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @Bean
        SecurityFilterChain rules(HttpSecurity http, SupabaseRules supabase) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(requests -> requests.requestMatchers("/sign-in")
                            .permitAll()
                            .requestMatchers("/optional")
                            .access(supabase.optionalUser())
                            .requestMatchers("/me")
                            .access(supabase.user()))
                    .build();
        }

        @GetMapping({"/me", "/optional", "/by-default", "/sign-in"})
        String me(@AuthenticationPrincipal Optional<Caller> caller) {
            return caller.map(Caller::subject).orElse("nobody");
        }

        @PostMapping("/me")
        void change() {}

        @GetMapping("/form")
        String form(CsrfToken token) {
            return token.getToken();
        }
    }
}
