package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that had {@code oauth2ResourceServer} before it had Deputy. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"supabase.url=http://127.0.0.1:9", "supabase.jwt-secret=" + Issuer.SECRET})
class JwtDecoderTest {

    private static final Issuer ISSUER = new Issuer("http://127.0.0.1:9", Issuer.SECRET);

    private final UUID ada = UUID.randomUUID();

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void a_token_that_we_verify_becomes_springs_jwt() {
        HttpResponse<String> answer = http.getAs(ISSUER.tokenOf(ada), "/jwt");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(List.of(answer.body().split(" ")))
                .startsWith(ada.toString(), "HS256", "[authenticated]", "http://127.0.0.1:9/auth/v1", "PT1H");
    }

    @Test
    void what_our_verifier_refuses_is_refused_and_the_client_is_not_told_why() {
        String stranger = new Issuer("http://127.0.0.1:9", "another secret that is long enough too").tokenOf(ada);
        String foreign = new Issuer("https://other.supabase.co", Issuer.SECRET).tokenOf(ada);
        for (String bad : List.of(stranger, foreign, "garbage", "a.b.c")) {
            HttpResponse<String> answer = http.getAs(bad, "/jwt");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("invalid_token")
                    .doesNotContain("signature")
                    .doesNotContain("issuer");
        }
        assertThat(http.get("/jwt").statusCode()).isEqualTo(401);
    }

    @Test
    void a_role_that_callers_may_not_have_is_a_403() {
        String serviceRole = ISSUER.tokenOf(ada, "aal1", "{}", "", "service_role");

        assertThat(http.getAs(serviceRole, "/jwt").statusCode()).isEqualTo(403);
    }

    /** The project's keys are at port 9, where nobody answers. */
    @Test
    void signing_keys_that_cannot_be_fetched_are_a_503_and_not_a_401() {
        String good = ISSUER.tokenOf(ada);
        String es256 = base64("{\"alg\":\"ES256\",\"kid\":\"a\",\"typ\":\"JWT\"}")
                + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1)
                + base64("x".repeat(64));

        HttpResponse<String> answer = http.getAs(es256, "/jwt");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("temporarily_unavailable");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_converter_makes_the_caller_the_principal() {
        assertThat(http.getAs(ISSUER.tokenOf(ada), "/caller").body()).isEqualTo(ada.toString());
        assertThat(http.getAs("garbage", "/caller").statusCode()).isEqualTo(401);
    }

    @Test
    void the_verifier_is_asked_once_for_each_request(@Autowired TokenVerifier good) {
        AtomicInteger asked = new AtomicInteger();
        TokenVerifier verifier = token -> {
            asked.incrementAndGet();
            return good.verify(token);
        };
        Jwt jwt = new VerifyingJwtDecoder(verifier).decode(ISSUER.tokenOf(ada));

        assertThat(new CallerJwtConverter(verifier, caller -> List.of())
                        .convert(jwt)
                        .getName())
                .isEqualTo(ada.toString());
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_jwt_of_another_decoder_is_verified_before_it_makes_a_caller(@Autowired TokenVerifier verifier) {
        CallerJwtConverter converter = new CallerJwtConverter(verifier, caller -> List.of());
        Jwt.Builder foreign =
                Jwt.withTokenValue("garbage").header("alg", "none").claim("sub", ada.toString());

        assertThatThrownBy(() -> converter.convert(foreign.build())).isInstanceOf(InvalidBearerTokenException.class);
        assertThat(converter
                        .convert(foreign.tokenValue(ISSUER.tokenOf(ada)).build())
                        .getName())
                .isEqualTo(ada.toString());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @Bean
        @Order(1)
        SecurityFilterChain callers(HttpSecurity http, TokenVerifier verifier, CallerAuthorities authorities) {
            return http.securityMatcher("/caller")
                    .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("authenticated"))
                    .oauth2ResourceServer(server -> server.jwt(
                            jwt -> jwt.jwtAuthenticationConverter(new CallerJwtConverter(verifier, authorities))))
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain rules(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(withDefaults()))
                    .build();
        }

        @GetMapping("/jwt")
        String jwt(@AuthenticationPrincipal Jwt jwt) {
            return String.join(
                    " ",
                    jwt.getSubject(),
                    String.valueOf(jwt.getHeaders().get("alg")),
                    String.valueOf(jwt.getAudience()),
                    String.valueOf(jwt.getIssuer()),
                    Duration.between(jwt.getIssuedAt(), jwt.getExpiresAt()).toString(),
                    String.valueOf(jwt.getClaimAsMap("app_metadata")));
        }

        @GetMapping("/caller")
        String caller(@AuthenticationPrincipal Caller caller) {
            return caller.subject();
        }
    }
}
