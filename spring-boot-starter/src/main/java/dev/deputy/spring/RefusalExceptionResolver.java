package dev.deputy.spring;

import dev.deputy.Decision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers MVC requests that failed on the database or on Supabase's APIs; whatever handlers the application has are asked
 * before.
 */
final class RefusalExceptionResolver implements HandlerExceptionResolver, Ordered {

    private final Function<Throwable, Optional<Decision.Refuse>> refusals;

    RefusalExceptionResolver(Function<Throwable, Optional<Decision.Refuse>> refusals) {
        this.refusals = refusals;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        Optional<Decision.Refuse> refusal = refusals.apply(thrown);
        if (refusal.isEmpty() || response.isCommitted()) {
            return null;
        }
        try {
            // Not reset(): the CORS headers must stay, or the page that called cannot read the answer.
            response.resetBuffer();
            ServletRefusals.write(refusal.get(), response);
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
