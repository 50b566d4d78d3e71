package dev.deputy.spring;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.main.web-application-type=reactive")
class WebhookWebFluxTest extends WebhookRequests {

    @ParameterizedTest
    @ValueSource(classes = {Exchange.class, Request.class, Entity.class, Body.class})
    void what_webflux_would_fill_in_by_itself_fails_the_start(Class<?> controller) {
        assertStartFails(WebApplicationType.REACTIVE, controller, "unverified: ");
    }

    @EnableAutoConfiguration
    @RestController
    static class Exchange {
        @PostMapping("/hook")
        void hook(@WebhookBody("send-email") ServerWebExchange hook) {}
    }

    @EnableAutoConfiguration
    @RestController
    static class Request {
        @PostMapping("/hook")
        void hook(@WebhookBody("send-email") ServerHttpRequest hook) {}
    }

    @EnableAutoConfiguration
    @RestController
    static class Entity {
        @PostMapping("/hook")
        void hook(@WebhookBody("send-email") HttpEntity<String> hook) {}
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
        SecurityWebFilterChain rules(ServerHttpSecurity http, SupabaseWebFlux supabase) {
            return supabase.guard(http)
                    .authorizeExchange(requests -> requests.anyExchange().permitAll())
                    .build();
        }

        @PostMapping("/hook")
        Mono<String> hook(@WebhookBody("send-email") Mono<Hook> hook) {
            return hook.map(read -> read.user().get("email") + " " + read.umlaut());
        }

        @PostMapping("/text")
        String text(@WebhookBody("send-email") String hook) {
            return hook;
        }

        @PostMapping("/other")
        void other(@WebhookBody("other") Map<String, Object> hook) {}
    }
}
