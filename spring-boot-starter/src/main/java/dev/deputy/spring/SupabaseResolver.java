package dev.deputy.spring;

import dev.deputy.client.Supabase;
import dev.deputy.client.SupabaseClient;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves arguments of type {@link Supabase}: as the caller of the request, in whatever thread it is used afterwards. */
final class SupabaseResolver implements HandlerMethodArgumentResolver {

    private final SupabaseClient client;
    private final CurrentCaller caller;

    SupabaseResolver(SupabaseClient client, CurrentCaller caller) {
        this.client = client;
        this.caller = caller;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Supabase.class;
    }

    @Override
    public Supabase resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return client.as(caller.get());
    }
}
