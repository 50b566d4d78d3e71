package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves {@code @AuthenticationPrincipal Optional<Caller>}, for endpoints that may also be called without a token. */
final class OptionalCallerResolver implements HandlerMethodArgumentResolver {

    private static final ResolvableType OPTIONAL_CALLER =
            ResolvableType.forClassWithGenerics(Optional.class, Caller.class);

    private final SecurityContextHolderStrategy holder;

    OptionalCallerResolver(SecurityContextHolderStrategy holder) {
        this.holder = holder;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return isOptionalCaller(parameter);
    }

    static boolean isOptionalCaller(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(AuthenticationPrincipal.class)
                && OPTIONAL_CALLER.isAssignableFrom(ResolvableType.forMethodParameter(parameter));
    }

    @Override
    public Optional<Caller> resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Authentication authentication = holder.getContext().getAuthentication();
        return authentication instanceof CallerAuthentication known
                ? Optional.of(known.getPrincipal())
                : Optional.empty();
    }
}
