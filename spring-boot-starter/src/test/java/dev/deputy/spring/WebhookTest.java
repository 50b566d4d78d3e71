package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.config.Customizer.withDefaults;

import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class WebhookTest extends WebhookRequests {

    /** Spring would give a stream or an entity by its type, before any annotation is asked. */
    @ParameterizedTest
    @ValueSource(strings = {"/stream", "/entity"})
    void no_type_of_parameter_gets_around_the_signature(String path) throws Exception {
        assertRefused(post(path, BODY));
    }

    /** Here it would be verified, but nobody should have to know that it is otherwise in WebFlux. */
    @Test
    void a_webhook_that_is_a_request_body_too_fails_the_start() {
        assertStartFails(WebApplicationType.SERVLET, Body.class, "is a @RequestBody too, and as such unverified: ");
    }

    @EnableAutoConfiguration
    @RestController
    static class Body {
        @PostMapping("/hook")
        void hook(@WebhookBody("send-email") @RequestBody String hook) {}
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @Bean
        SecurityFilterChain rules(HttpSecurity http) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }

        @PostMapping("/hook")
        String hook(@WebhookBody("send-email") Hook hook) {
            return hook.user().get("email") + " " + hook.umlaut();
        }

        @PostMapping("/text")
        String text(@WebhookBody("send-email") String hook) {
            return hook;
        }

        @PostMapping("/other")
        void other(@WebhookBody("other") Hook hook) {}

        @PostMapping("/stream")
        void stream(@WebhookBody("send-email") InputStream hook) {}

        @PostMapping("/entity")
        void entity(@WebhookBody("send-email") HttpEntity<String> hook) {}
    }
}
