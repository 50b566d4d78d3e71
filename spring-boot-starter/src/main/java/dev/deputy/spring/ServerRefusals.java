package dev.deputy.spring;

import dev.deputy.Decision;
import dev.deputy.Gate;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What {@link Refusals} is to servlets: answers exchanges that a rule of Spring Security turns away. */
final class ServerRefusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private final Gate gate;

    /** @param gate one that requires a caller */
    ServerRefusals(Gate gate) {
        this.gate = gate;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException cause) {
        return write(Refusal.noCaller(gate), exchange);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException cause) {
        return write(Refusal.forbidden(), exchange);
    }

    static Mono<Void> write(Decision.Refuse refusal, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(refusal.status()));
        refusal.headers().forEach(response.getHeaders()::set);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] body = refusal.body().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
