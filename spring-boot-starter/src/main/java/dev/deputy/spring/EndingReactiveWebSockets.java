package dev.deputy.spring;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What {@link EndingWebSockets} is to servlets. */
final class EndingReactiveWebSockets implements BeanPostProcessor {

    private final Supplier<TokenLife> life;

    EndingReactiveWebSockets(Supplier<TokenLife> life) {
        this.life = life;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof WebSocketHandlerAdapter adapter)) {
            return bean;
        }
        WebSocketService service = adapter.getWebSocketService();
        WebSocketHandlerAdapter ending =
                new WebSocketHandlerAdapter((exchange, handler) -> handle(service, exchange, handler));
        ending.setOrder(adapter.getOrder());
        return ending;
    }

    private Mono<Void> handle(WebSocketService service, ServerWebExchange exchange, WebSocketHandler handler) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                // Here, not where tokens are verified: the application's own filters may have changed the thread, too.
                .publishOn(EventLoop.of(exchange.getResponse()))
                .flatMap(known -> service.handleRequest(exchange, new Ending(handler, known)));
    }

    private final class Ending implements WebSocketHandler {

        private final WebSocketHandler handler;
        private final Optional<Authentication> known;

        Ending(WebSocketHandler handler, Optional<Authentication> known) {
            this.handler = handler;
            this.known = known;
        }

        @Override
        public List<String> getSubProtocols() {
            return handler.getSubProtocols();
        }

        @Override
        public Mono<Void> handle(WebSocketSession session) {
            Connection connection = new Connection((code, reason) -> {
                Disposable unused = session.close(new CloseStatus(code, reason)).subscribe();
            });
            connection.putInto(session.getAttributes());
            if (known.orElse(null) instanceof CallerAuthentication caller) {
                connection.endAt(life.get().endOf(caller.getPrincipal()));
            }
            return handler.handle(session).doFinally(signal -> connection.closed());
        }
    }
}
