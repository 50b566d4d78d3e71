package dev.deputy.spring;

import dev.deputy.Caller;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/** Queries and subscriptions that answer with the caller, in the application that both stacks share. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(WebSocketApp.Fields.class)
class WebSocketApp {

    @Controller
    static class Fields {

        private final CurrentCaller current;

        Fields(CurrentCaller current) {
            this.current = current;
        }

        @QueryMapping
        String me(@AuthenticationPrincipal Caller caller) {
            return caller.subject();
        }

        @QueryMapping
        List<String> notes() {
            return List.of(current.get().subject());
        }

        @SubscriptionMapping
        Flux<String> ticks(@AuthenticationPrincipal Caller caller) {
            return Flux.interval(Duration.ofMillis(20)).map(tick -> caller.subject());
        }
    }
}
