package dev.deputy.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The handshake of GraphQL over WebSocket, with which browsers can send no token. It needs none where
 * {@link CallerWebSocketInterceptor} asks for one afterwards.
 *
 * @param path the endpoint's
 */
record GraphQlHandshake(String path) {

    /** The setting of Spring Boot's that also switches GraphQL over WebSocket on. */
    static final String PATH = "spring.graphql.websocket.path";

    GraphQlHandshake(Environment environment) {
        this(environment.getRequiredProperty(PATH));
    }

    /**
     * @param path without the application's own
     * @param upgrade the request's header field of that name
     */
    boolean is(String method, String path, @Nullable String upgrade) {
        return method.equals("GET") && path.equals(this.path) && "websocket".equalsIgnoreCase(upgrade);
    }
}
