package dev.deputy.spring;

import dev.deputy.Decision;
import dev.deputy.Gate;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What {@link CallerFilter} is to servlets: asks the {@link Gate} about each exchange. */
final class CallerWebFilter implements WebFilter {

    /** A credential that is there and bad. */
    private static final List<String> ILLEGIBLE = List.of("Bearer \ufffd");

    private static final String KNOWN = CallerWebFilter.class.getName();

    private final Gate gate;
    private final Verifications verifications;

    CallerWebFilter(Gate gate, Verifications verifications) {
        this.gate = gate;
        this.verifications = verifications;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        return verifications
                .decide(gate, request.getMethod().name(), authorization(request), List.of())
                .flatMap(decision -> proceed(decision, exchange, chain));
    }

    private static Mono<Void> proceed(Decision decision, ServerWebExchange exchange, WebFilterChain chain) {
        if (decision instanceof Decision.Refuse refusal) {
            return ServerRefusals.write(refusal, exchange);
        }
        if (decision instanceof Decision.Admit admitted) {
            exchange.getAttributes().put(KNOWN, true);
            return chain.filter(exchange)
                    .contextWrite(ReactiveSecurityContextHolder.withAuthentication(
                            new CallerAuthentication(admitted.caller())));
        }
        return chain.filter(exchange);
    }

    /** Whether the exchange has a caller, for those who see it outside the chain, where there is no security context. */
    static boolean knowsCallerOf(ServerWebExchange exchange) {
        return exchange.getAttribute(KNOWN) != null;
    }

    private static List<String> authorization(ServerHttpRequest request) {
        try {
            return request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        } catch (ServerExchangeRejectedException e) {
            // Spring's firewall lets no control characters be read, and would have the request answered with 400.
            return ILLEGIBLE;
        }
    }
}
