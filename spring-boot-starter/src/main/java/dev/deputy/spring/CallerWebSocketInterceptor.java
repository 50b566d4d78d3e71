package dev.deputy.spring;

import dev.deputy.Caller;
import dev.deputy.Decision;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlInterceptor;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.graphql.server.WebSocketSessionInfo;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Who opens a GraphQL connection says so in its {@code connection_init} ({@link ConnectionInit}), or in the handshake's
 * {@code Authorization} header. All of its operations are the caller's, and it ends with the token.
 *
 * @see <a href="https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md">GraphQL over WebSocket protocol</a>
 */
final class CallerWebSocketInterceptor implements WebSocketGraphQlInterceptor {

    private static final String KNOWN = CallerWebSocketInterceptor.class.getName();

    private final Function<List<String>, Mono<Decision>> gate;
    private final CallerAuthorities authorities;
    private final TokenLife life;

    /** @param gate decides by the values of an {@code Authorization} header, and lets nobody in without a token */
    CallerWebSocketInterceptor(
            Function<List<String>, Mono<Decision>> gate, CallerAuthorities authorities, TokenLife life) {
        this.gate = gate;
        this.authorities = authorities;
        this.life = life;
    }

    @Override
    public Mono<Object> handleConnectionInitialization(WebSocketSessionInfo session, Map<String, Object> payload) {
        List<String> inPayload = ConnectionInit.authorization(payload);
        // Not the handshake's principal: it may come from a cookie, which browsers send for pages of any origin.
        List<String> authorization = inPayload.isEmpty()
                ? ExchangeFields.values(session.getHeaders(), HttpHeaders.AUTHORIZATION)
                : inPayload;
        return gate.apply(authorization).flatMap(decision -> {
            if (decision instanceof Decision.Admit admitted) {
                return admit(admitted.caller(), session);
            }
            return decision instanceof Decision.Refuse refusal ? refuse(refusal, session) : refuse(session);
        });
    }

    private Mono<Object> admit(Caller caller, WebSocketSessionInfo session) {
        session.getAttributes().put(KNOWN, CallerAuthentication.of(caller, authorities));
        Connection connection = Connection.in(session.getAttributes());
        if (connection == null) {
            return refuse(session); // nobody would end it
        }
        connection.endAt(life.endOf(caller));
        return Mono.empty();
    }

    private static Mono<Object> refuse(Decision.Refuse refusal, WebSocketSessionInfo session) {
        Connection connection = Connection.in(session.getAttributes());
        if (connection != null) {
            switch (refusal.code()) {
                case "auth_unavailable" -> connection.close(Connection.TRY_AGAIN_LATER, "Try again later");
                case "missing_credentials" -> connection.close(Connection.UNAUTHORIZED, "Unauthorized");
                default -> connection.close(Connection.FORBIDDEN, "Forbidden");
            }
        }
        return refuse(session);
    }

    /** Spring then closes the connection with 4401, if it is not closed yet. */
    private static Mono<Object> refuse(WebSocketSessionInfo session) {
        session.getAttributes().remove(KNOWN);
        return Mono.error(new AuthenticationCredentialsNotFoundException("no good token came with the connection"));
    }

    /** Spring has operations come here as soon as a {@code connection_init} has, good or bad: they do not wait for its end. */
    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        if (!(request instanceof WebSocketGraphQlRequest operation)) {
            return chain.next(request);
        }
        Map<String, Object> attributes = operation.getSessionInfo().getAttributes();
        if (attributes.get(KNOWN) instanceof Authentication known) {
            return chain.next(request).contextWrite(as(known));
        }
        Connection connection = Connection.in(attributes);
        if (connection != null) {
            // What the protocol has for clients that do not wait for connection_ack.
            connection.close(Connection.UNAUTHORIZED, "Unauthorized");
        }
        return Mono.empty();
    }

    /** For reactive fields, and for those that look into their thread's SecurityContextHolder. */
    private static Context as(Authentication known) {
        SecurityContext context = new SecurityContextImpl(known);
        return Context.of(SecurityContext.class.getName(), context)
                .putAll(ReactiveSecurityContextHolder.withSecurityContext(Mono.just(context))
                        .readOnly());
    }
}
