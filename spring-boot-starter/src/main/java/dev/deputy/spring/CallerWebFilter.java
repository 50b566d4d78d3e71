package dev.deputy.spring;

import dev.deputy.Decision;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What {@link CallerFilter} is to servlets: asks the {@link Door} about each exchange. */
final class CallerWebFilter implements WebFilter {

    private static final String KNOWN = CallerWebFilter.class.getName();

    private final Door door;
    private final CallerAuthorities authorities;
    private final Verifications verifications;
    private final TokenLife life;

    CallerWebFilter(Door door, CallerAuthorities authorities, Verifications verifications, TokenLife life) {
        this.door = door;
        this.authorities = authorities;
        this.verifications = verifications;
        this.life = life;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        return verifications
                .decide(
                        door,
                        request.getMethod().name(),
                        ExchangeFields.authorization(request),
                        ExchangeFields.apikey(request))
                .flatMap(decision -> proceed(decision, exchange, chain));
    }

    private Mono<Void> proceed(Decision decision, ServerWebExchange exchange, WebFilterChain chain) {
        if (decision instanceof Decision.Refuse refusal) {
            return ServerRefusals.write(refusal, exchange);
        }
        if (decision instanceof Decision.Admit admitted) {
            exchange.getAttributes().put(KNOWN, true);
            EndingResponse response = EndingResponse.of(exchange.getResponse(), life.endOf(admitted.caller()));
            return chain.filter(exchange.mutate().response(response).build())
                    .contextWrite(ReactiveSecurityContextHolder.withAuthentication(
                            CallerAuthentication.of(admitted.caller(), authorities)));
        }
        return chain.filter(exchange);
    }

    /** A filter that notes the caller where another filter chain than {@link SupabaseWebFlux}'s has let them in. */
    static Mono<Void> note(ServerWebExchange exchange, WebFilterChain chain) {
        return knowsCallerOf(exchange)
                ? chain.filter(exchange)
                : ReactiveSecurityContextHolder.getContext()
                        .filter(context -> context.getAuthentication() instanceof CallerAuthentication)
                        .doOnNext(context -> exchange.getAttributes().put(KNOWN, true))
                        .then(Mono.defer(() -> chain.filter(exchange)));
    }

    /** Whether the exchange has a caller, for those who see it outside the chain, where there is no security context. */
    static boolean knowsCallerOf(ServerWebExchange exchange) {
        return exchange.getAttribute(KNOWN) != null;
    }
}
