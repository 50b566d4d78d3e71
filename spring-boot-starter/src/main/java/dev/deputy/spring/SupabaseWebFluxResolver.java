package dev.deputy.spring;

import dev.deputy.client.Supabase;
import dev.deputy.client.SupabaseClient;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What {@link SupabaseResolver} is to MVC. */
final class SupabaseWebFluxResolver implements HandlerMethodArgumentResolver {

    private final SupabaseClient client;
    private final CurrentCaller caller;

    SupabaseWebFluxResolver(SupabaseClient client, CurrentCaller caller) {
        this.client = client;
        this.caller = caller;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Supabase.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        return ReactiveSecurityContextHolder.getContext()
                .map(SupabaseWebFluxResolver::authentication)
                .defaultIfEmpty(Optional.empty())
                .map(known -> client.as(caller.in(known.orElse(null))));
    }

    private static Optional<Authentication> authentication(SecurityContext context) {
        return Optional.ofNullable(context.getAuthentication());
    }
}
