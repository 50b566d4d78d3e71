package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.ApiKey;
import dev.deputy.Caller;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rules of our own in Spring Security's language: who gets in where, and as whom a controller sees them. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "supabase.url=http://127.0.0.1:9",
            "supabase.jwt-secret=" + Issuer.SECRET,
            "supabase.cors.allowed-origins=https://app.example.com",
            "SUPABASE_PUBLISHABLE_KEYS={\"default\":\"sb_publishable_default\",\"web\":\"sb_publishable_web\"}",
            "SUPABASE_SECRET_KEYS={\"default\":\"sb_secret_default\",\"cron\":\"sb_secret_cron\"}",
            "logging.level.root=DEBUG"
        })
@ExtendWith(OutputCaptureExtension.class)
class EndpointRulesTest {

    private static final Issuer ISSUER = new Issuer("http://127.0.0.1:9", Issuer.SECRET);
    private static final String GOOD = ISSUER.tokenOf(UUID.randomUUID());
    private static final String AAL2 = ISSUER.tokenOf(UUID.randomUUID(), "aal2", "{}", "");
    private static final String CLIENT =
            ISSUER.tokenOf(UUID.randomUUID(), "aal1", "{}", ",\"client_id\":\"an-oauth-client\"");
    private static final String ANONYMOUS = ISSUER.tokenOf(UUID.randomUUID(), "aal1", "{}", ",\"is_anonymous\":true");
    private static final String BAD =
            new Issuer("http://127.0.0.1:9", "another secret that is long enough too").tokenOf(UUID.randomUUID());

    @LocalServerPort
    private int port;

    private Http http;

    /** The level holds for the whole process, and other tests see what is logged. */
    @AfterAll
    static void log_no_more_than_before() {
        LoggingSystem.get(EndpointRulesTest.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private static final String TABLE = """
            # path,       token,                apikey,                 outcome
            /user,        -,                    -,                      401 missing_credentials
            /user,        good,                 -,                      user
            /user,        good,                 sb_publishable_default, user
            /user,        good,                 sb_publishable_unknown, user
            /user,        bad,                  sb_publishable_default, 401 invalid_token
            /user,        -,                    sb_secret_default,      401 missing_credentials
            /user,        sb_secret_default,    sb_secret_default,      401 missing_credentials
            /web,         -,                    sb_publishable_web,     web
            /web,         -,                    sb_publishable_default, 401 invalid_api_key
            /web,         -,                    -,                      401 missing_credentials
            /web,         sb_publishable_web,   sb_publishable_web,     web
            /web,         good,                 sb_publishable_web,     web
            /web,         bad,                  sb_publishable_web,     401 invalid_token
            /front,       -,                    sb_publishable_default, default
            /front,       -,                    sb_secret_default,      401 missing_credentials
            /cron,        -,                    sb_secret_cron,         cron
            /cron,        sb_secret_cron,       sb_secret_cron,         cron
            /cron,        -,                    sb_secret_default,      401 invalid_api_key
            /cron,        -,                    sb_secret_unknown,      401 invalid_api_key
            /cron,        good,                 -,                      401 missing_credentials
            /cron,        sb_secret_cron,       -,                      401 invalid_token
            /import,      good,                 -,                      user
            /import,      -,                    sb_secret_default,      default
            /import,      good,                 sb_secret_default,      user
            /import,      good,                 sb_secret_unknown,      401 invalid_api_key
            /import,      good,                 sb_publishable_web,     user
            /import,      -,                    sb_publishable_web,     401 missing_credentials
            /key-first,   good,                 sb_secret_default,      default
            /key-first,   good,                 sb_publishable_default, user
            /words,       -,                    sb_secret_cron,         cron
            /words,       -,                    -,                      nobody
            /optional,    -,                    -,                      nobody
            /optional,    good,                 -,                      user
            /optional,    bad,                  -,                      401 invalid_token
            /optional,    -,                    sb_publishable_unknown, nobody
            /second,      good,                 -,                      401 insufficient_aal
            /second,      aal2,                 -,                      user
            /second,      -,                    sb_secret_default,      default
            /accounts,    anonymous,            -,                      403 anonymous_not_allowed
            /accounts,    good,                 -,                      user
            /no-clients,  client,               -,                      403 client_not_allowed
            /other,       good,                 sb_publishable_unknown, user
            /other,       -,                    sb_secret_default,      401 missing_credentials
            /open,        -,                    sb_secret_unknown,      nobody
            /open,        bad,                  -,                      401 invalid_token
            /open,        sb_publishable_web,   -,                      401 invalid_token
            /open,        sb_publishable_web,   sb_publishable_web,     nobody
            /open,        sb_publishable_x,     sb_publishable_x,       401 invalid_token
            /later,       -,                    sb_secret_cron,         cron
            /later,       good,                 sb_secret_cron,         cron
            """;

    @ParameterizedTest(name = "{0} with {1} and {2}: {3}")
    @CsvSource(textBlock = TABLE, nullValues = "-")
    void each_combination_has_one_outcome(
            String path, @Nullable String token, @Nullable String apikey, String outcome) {
        HttpResponse<String> answer = send("GET", path, token, apikey);

        assertThat(answer.statusCode() == 200 ? answer.body() : answer.statusCode() + " " + code(answer))
                .isEqualTo(outcome);
        if (answer.statusCode() != 200) {
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token, @Nullable String apikey) {
        List<String> headers = new ArrayList<>();
        if (token != null) {
            headers.add("Authorization");
            headers.add("Bearer "
                    + switch (token) {
                        case "good" -> GOOD;
                        case "aal2" -> AAL2;
                        case "client" -> CLIENT;
                        case "anonymous" -> ANONYMOUS;
                        case "bad" -> BAD;
                        default -> token;
                    });
        }
        if (apikey != null) {
            headers.add("apikey");
            headers.add(apikey);
        }
        return http.send(method, path, headers.toArray(String[]::new));
    }

    private static String code(HttpResponse<String> answer) {
        return answer.body().replaceAll(".*\"code\":\"(.*?)\".*", "$1");
    }

    @Test
    void a_missing_second_factor_is_asked_for() {
        assertThat(send("GET", "/second", "good", null).headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\"");
    }

    @Test
    void two_api_keys_are_none() {
        assertThat(http.get("/cron", "apikey", "sb_secret_cron", "apikey", "sb_secret_cron")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_preflight_of_supabase_js_passes_every_rule() {
        for (String path : new String[] {"/user", "/cron", "/second", "/web"}) {
            HttpResponse<String> answer = http.send(
                    "OPTIONS",
                    path,
                    "Origin",
                    "https://app.example.com",
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "apikey,authorization,content-type,x-client-info,x-supabase-api-version,x-retry-count");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse(""))
                    .contains("apikey", "authorization", "x-client-info");
        }
    }

    @Test
    void a_page_can_read_why_it_was_refused() {
        HttpResponse<String> answer = http.get("/cron", "Origin", "https://app.example.com", "apikey", "sb_secret_no");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
    }

    @Test
    void no_key_is_logged(CapturedOutput output) {
        send("GET", "/cron", null, "sb_secret_cron");
        send("GET", "/cron", null, "sb_secret_default");
        send("GET", "/later", null, "sb_secret_cron");

        assertThat(output.getAll())
                .contains("DispatcherServlet")
                .doesNotContain("sb_secret_cron")
                .doesNotContain("sb_secret_default");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @Bean
        SecurityFilterChain rules(HttpSecurity http, SupabaseRules supabase) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(requests -> requests.requestMatchers("/user")
                            .access(supabase.user())
                            .requestMatchers("/web")
                            .access(supabase.publishableKey("web"))
                            .requestMatchers("/front")
                            .access(supabase.publishableKey())
                            .requestMatchers("/cron", "/later")
                            .access(supabase.secretKey("cron"))
                            .requestMatchers("/import")
                            .access(supabase.user().or(supabase.secretKey()))
                            .requestMatchers("/key-first")
                            .access(supabase.secretKey().or(supabase.user()))
                            .requestMatchers("/words")
                            .access(supabase.allowing("user, secret:*, none"))
                            .requestMatchers("/optional")
                            .access(supabase.optionalUser())
                            .requestMatchers("/second")
                            .access(supabase.user().aal2().or(supabase.anySecretKey()))
                            .requestMatchers("/accounts")
                            .access(supabase.user().refusingAnonymousUsers())
                            .requestMatchers("/no-clients")
                            .access(supabase.user().refusingOAuthClientsExcept(Set.of()))
                            .requestMatchers("/open")
                            .permitAll())
                    .build();
        }

        @GetMapping({
            "/user",
            "/web",
            "/front",
            "/cron",
            "/import",
            "/key-first",
            "/words",
            "/optional",
            "/second",
            "/accounts",
            "/no-clients",
            "/other",
            "/open"
        })
        String who(
                @AuthenticationPrincipal @Nullable ApiKey key,
                @AuthenticationPrincipal Optional<Caller> caller,
                @Nullable Authentication authentication) {
            if (key != null) {
                return authentication != null ? authentication.getName() : "?";
            }
            return caller.isPresent() ? "user" : "nobody";
        }

        @GetMapping("/later")
        Callable<String> later(@AuthenticationPrincipal ApiKey key) {
            return () -> SecurityContextHolder.getContext().getAuthentication() instanceof ApiKeyAuthentication known
                            && known.getPrincipal().equals(key)
                    ? key.name()
                    : "somebody else";
        }
    }
}
