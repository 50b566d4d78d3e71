package dev.deputy.spring;

import dev.deputy.Decision;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What {@link ServletRefusals} is to servlets: answers exchanges that a rule turns away. */
final class ServerRefusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private static final String REFUSAL = ServerRefusals.class.getName();

    private final Refusals refusals;

    ServerRefusals(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Keeps a rule's own answer, which Spring Security does not hand on. */
    static void keep(Decision.Refuse refusal, ServerWebExchange exchange) {
        exchange.getAttributes().put(REFUSAL, refusal);
    }

    /** Drops it: the rules have let the exchange in after all. */
    static void forget(ServerWebExchange exchange) {
        exchange.getAttributes().remove(REFUSAL);
    }

    /** Comes for whom method security turns away, too, if a rule has let them in: they are known further in only. */
    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException cause) {
        Authentication letIn = ThreadContextWebFilter.letIn(exchange);
        return letIn == null
                ? write(refusals.toNobody(null, kept(exchange).orElse(null)), exchange)
                : write(refusals.to(letIn, cause), exchange);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException cause) {
        return exchange.getPrincipal()
                .filter(Authentication.class::isInstance)
                .map(known -> refusals.to((Authentication) known, cause))
                .switchIfEmpty(Mono.fromSupplier(() -> refusals.to(null, cause)))
                .flatMap(refusal -> write(kept(exchange).orElse(refusal), exchange));
    }

    private static Optional<Decision.Refuse> kept(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(REFUSAL));
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
