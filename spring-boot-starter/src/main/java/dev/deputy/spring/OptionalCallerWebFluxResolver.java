package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What {@link OptionalCallerResolver} is to MVC. */
final class OptionalCallerWebFluxResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return OptionalCallerResolver.isOptionalCaller(parameter);
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        return ReactiveSecurityContextHolder.getContext()
                .<Object>map(context -> context.getAuthentication() instanceof CallerAuthentication known
                        ? Optional.of(known.getPrincipal())
                        : Optional.<Caller>empty())
                .defaultIfEmpty(Optional.<Caller>empty());
    }
}
