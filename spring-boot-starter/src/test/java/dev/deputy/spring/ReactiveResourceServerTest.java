package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.TokenVerifier;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverterAdapter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A reactive application that keeps its {@code oauth2ResourceServer}, and has the caller as the principal. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "supabase.url=http://127.0.0.1:9",
            "supabase.jwt-secret=" + Issuer.SECRET
        })
class ReactiveResourceServerTest {

    @LocalServerPort
    private int port;

    @Test
    void what_a_policy_refuses_is_a_403_to_a_caller_and_a_401_to_nobody() {
        String token = new Issuer("http://127.0.0.1:9", Issuer.SECRET).tokenOf(UUID.randomUUID());

        assertThat(new Http(port).getAs(token, "/refused").statusCode()).isEqualTo(403);
        assertThat(new Http(port).get("/refused").statusCode()).isEqualTo(401);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @Bean
        SecurityWebFilterChain rules(ServerHttpSecurity http, TokenVerifier verifier, CallerAuthorities authorities) {
            CallerJwtConverter callers = new CallerJwtConverter(verifier, authorities);
            return http.authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                    .oauth2ResourceServer(server -> server.jwt(jwt ->
                            jwt.jwtAuthenticationConverter(new ReactiveJwtAuthenticationConverterAdapter(callers))))
                    .build();
        }

        @GetMapping("/refused")
        void refused() throws SQLException {
            throw new SQLException("permission denied for table notes", "42501");
        }
    }
}
