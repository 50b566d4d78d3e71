package dev.deputy.spring;

import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Queries and subscriptions that answer with the caller, in the application that both stacks share. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({WebSocketApp.Fields.class, WebSocketApp.Events.class, WebSocketApp.Servlets.class, WebSocketApp.Reactive.class
})
class WebSocketApp {

    /** A bad token, as is found out when {@link #hold} is opened. */
    static final String HELD = "held.up.here";

    static volatile CountDownLatch hold = new CountDownLatch(0);

    static final AtomicInteger ADDED = new AtomicInteger();

    /** The threads that made WebFlux's connections WebSocket connections. */
    static final Queue<String> UPGRADING = new ConcurrentLinkedQueue<>();

    @Bean
    static BeanPostProcessor holding() {
        return new InFrontOfVerifier(WebSocketApp::holding);
    }

    private static TokenVerifier holding(TokenVerifier verifier) {
        return token -> {
            if (token.equals(HELD)) {
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return verifier.verify(token);
        };
    }

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
        @PreAuthorize("isAuthenticated() and hasRole('authenticated')")
        String secret() {
            return current.get().subject();
        }

        @QueryMapping
        @PreAuthorize("hasRole('nobody')")
        String forbidden() {
            return "for nobody";
        }

        @QueryMapping
        List<String> notes() {
            return List.of(current.get().subject());
        }

        /** Asks for nobody, and is open to anybody who gets here. */
        @MutationMapping
        int addForSomebodyElse() {
            return ADDED.incrementAndGet();
        }

        @SubscriptionMapping
        Flux<String> ticks(@AuthenticationPrincipal Caller caller) {
            return forEver(caller.subject());
        }
    }

    @RestController
    static class Events {

        /** As long as somebody listens. */
        @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> events(@AuthenticationPrincipal Caller caller) {
            return forEver(caller.subject());
        }
    }

    /** Ticks that nobody was ready for are dropped: they would be an error. */
    private static Flux<String> forEver(String text) {
        return Flux.interval(Duration.ofMillis(20)).onBackpressureDrop().map(tick -> text);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @EnableWebSocket
    @EnableMethodSecurity
    static class Servlets implements WebSocketConfigurer {
        @Override
        public void registerWebSocketHandlers(WebSocketHandlerRegistry handlers) {
            handlers.addHandler(
                    new TextWebSocketHandler() {
                        @Override
                        public void afterConnectionEstablished(WebSocketSession session) throws IOException {
                            session.sendMessage(new TextMessage(String.valueOf(session.getPrincipal())));
                        }
                    },
                    "/socket");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {
        @Bean
        SimpleUrlHandlerMapping sockets() {
            WebSocketHandler handler = session -> session.send(session.getHandshakeInfo()
                            .getPrincipal()
                            .map(known -> session.textMessage(known.getName())))
                    .then(session.receive().then());
            return new SimpleUrlHandlerMapping(Map.of("/socket", handler), 0);
        }

        @Bean
        WebFluxConfigurer upgrades() {
            return new WebFluxConfigurer() {
                @Override
                public WebSocketService getWebSocketService() {
                    return new HandshakeWebSocketService() {
                        @Override
                        public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
                            UPGRADING.add(Thread.currentThread().getName());
                            return super.handleRequest(exchange, handler);
                        }
                    };
                }
            };
        }
    }
}
