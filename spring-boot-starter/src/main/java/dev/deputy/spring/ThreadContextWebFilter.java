package dev.deputy.spring;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Says as whom an exchange goes on after the rules: in the reactive context, and where threads that work for the chain find
 * it in their {@code SecurityContextHolder}, as far as Reactor propagates its context to threads.
 */
final class ThreadContextWebFilter implements WebFilter {

    /** The key of Spring Security's SecurityContextHolderThreadLocalAccessor. */
    private static final String KEY = SecurityContext.class.getName();

    /** As in servlet applications, where a request without a caller is told from no request at all by this. */
    private static final SecurityContext NOBODY = new SecurityContextImpl(new AnonymousAuthenticationToken(
            UUID.randomUUID().toString(), "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));

    private static final String OTHER = ThreadContextWebFilter.class.getName();

    /** Has the exchange go on as somebody else than it came in. */
    static void goOnAs(Authentication other, ServerWebExchange exchange) {
        exchange.getAttributes().put(OTHER, new SecurityContextImpl(other));
    }

    /** As whom it goes on, if it does so as somebody else. */
    static @Nullable Authentication letIn(ServerWebExchange exchange) {
        SecurityContext other = exchange.getAttribute(OTHER);
        return other == null ? null : other.getAuthentication();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerRefusals.forget(exchange);
        return Mono.justOrEmpty(exchange.<SecurityContext>getAttribute(OTHER))
                .switchIfEmpty(ReactiveSecurityContextHolder.getContext())
                .map(context -> Context.of(KEY, context)
                        .putAll(ReactiveSecurityContextHolder.withSecurityContext(Mono.just(context))
                                .readOnly()))
                .defaultIfEmpty(Context.of(KEY, NOBODY))
                .flatMap(context -> chain.filter(exchange).contextWrite(context));
    }
}
