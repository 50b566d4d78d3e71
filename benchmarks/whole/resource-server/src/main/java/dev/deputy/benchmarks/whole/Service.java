package dev.deputy.benchmarks.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.security.config.Customizer.withDefaults;

import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Service {

    private final JdbcClient jdbc;

    Service(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public static void main(String[] args) {
        SpringApplication.run(Service.class, args);
    }

    @Bean
    static SecurityFilterChain rules(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/open")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(server -> server.jwt(withDefaults()))
                .build();
    }

    /** One decoder knows one kind of key: this is the other one, for a project that signs with its secret. */
    @Bean
    @Profile("hs256")
    static JwtDecoder decoder(
            @Value("${SUPABASE_JWT_SECRET}") String secret, @Value("${SUPABASE_URL}/auth/v1") String issuer) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(
                        new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"))
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(issuer));
        return decoder;
    }

    @GetMapping("/open")
    Map<String, Boolean> open() {
        return Map.of("ok", true);
    }

    @GetMapping("/me")
    Map<String, String> me(@AuthenticationPrincipal Jwt jwt) {
        return Map.of("user_id", jwt.getSubject());
    }

    @GetMapping("/name")
    Map<String, String> name(@AuthenticationPrincipal Jwt jwt) {
        return Map.of(
                "full_name",
                jdbc.sql("select full_name from users where id = ?")
                        .param(UUID.fromString(jwt.getSubject()))
                        .query(String.class)
                        .single());
    }
}
