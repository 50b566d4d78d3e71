package dev.deputy.spring;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Ends servlet applications' WebSocket connections with the token that they were opened with. */
final class EndingWebSockets implements InstantiationAwareBeanPostProcessor {

    private static final Logger log = LoggerFactory.getLogger(EndingWebSockets.class);

    private final Supplier<TokenLife> life;

    EndingWebSockets(Supplier<TokenLife> life) {
        this.life = life;
    }

    /** Before the mapping takes note of its handlers. */
    @Override
    public boolean postProcessAfterInstantiation(Object bean, String name) {
        if (bean instanceof SimpleUrlHandlerMapping mapping) {
            @SuppressWarnings("unchecked") // handlers and names of handlers
            Map<String, Object> handlers = (Map<String, Object>) mapping.getUrlMap();
            handlers.replaceAll((path, handler) ->
                    handler instanceof WebSocketHttpRequestHandler webSocket ? ending(webSocket) : handler);
        }
        return true;
    }

    private WebSocketHttpRequestHandler ending(WebSocketHttpRequestHandler handler) {
        WebSocketHttpRequestHandler ending = new WebSocketHttpRequestHandler(
                new Ending(handler.getWebSocketHandler()), handler.getHandshakeHandler());
        ending.setHandshakeInterceptors(handler.getHandshakeInterceptors());
        return ending;
    }

    private final class Ending extends WebSocketHandlerDecorator {

        Ending(WebSocketHandler handler) {
            super(handler);
        }

        @Override
        public void afterConnectionEstablished(WebSocketSession session) throws Exception {
            Connection connection = new Connection((code, reason) -> close(session, new CloseStatus(code, reason)));
            connection.putInto(session.getAttributes());
            if (session.getPrincipal() instanceof CallerAuthentication known) {
                connection.endAt(life.get().endOf(known.getPrincipal()));
            }
            super.afterConnectionEstablished(session);
        }

        private static void close(WebSocketSession session, CloseStatus status) {
            try {
                session.close(status);
            } catch (IOException e) {
                log.debug("A WebSocket connection did not close cleanly: {}", e.getMessage());
            }
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
            Connection connection = Connection.in(session.getAttributes());
            if (connection != null) {
                connection.closed();
            }
            super.afterConnectionClosed(session, status);
        }
    }
}
