package dev.deputy.spring;

import java.util.Optional;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Lets threads that work for a reactive chain find the chain's security context in their {@code SecurityContextHolder}, as
 * far as Reactor propagates its context to threads.
 */
final class ThreadContextWebFilter implements WebFilter {

    /** The key of Spring Security's SecurityContextHolderThreadLocalAccessor. */
    private static final String KEY = SecurityContext.class.getName();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(context -> {
                    Mono<Void> rest = chain.filter(exchange);
                    return context.isEmpty() ? rest : rest.contextWrite(Context.of(KEY, context.get()));
                });
    }
}
