package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpEntity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.main.web-application-type=reactive")
class WebhookWebFluxTest extends WebhookRequests {

    static class Unverified {

        public void exchange(@WebhookBody("send-email") ServerWebExchange hook) {}

        public void entity(@WebhookBody("send-email") HttpEntity<String> hook) {}

        public void mono(@WebhookBody("send-email") Mono<String> hook) {}
    }

    @Test
    void types_that_webflux_fills_in_by_itself_fail_the_start() throws Exception {
        HandlerMethod exchange = method("exchange", ServerWebExchange.class);
        HandlerMethod entity = method("entity", HttpEntity.class);
        Class<?>[] types = {HttpEntity.class, ServerWebExchange.class};

        assertThatThrownBy(() -> Webhooks.refuseTypes(exchange, types))
                .hasMessageContaining("unverified: ServerWebExchange.");
        assertThatThrownBy(() -> Webhooks.refuseTypes(entity, types)).hasMessageContaining("unverified: HttpEntity.");
        Webhooks.refuseTypes(method("mono", Mono.class), types);
    }

    private static HandlerMethod method(String name, Class<?> type) throws NoSuchMethodException {
        return new HandlerMethod(new Unverified(), name, type);
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
