package dev.deputy.spring;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Event streams end with the token that they were opened with, by the container's own time limit for asynchronous requests;
 * browsers then open them again.
 */
final class EventStreamFilter extends OncePerRequestFilter {

    private final TokenLife life;
    private final SecurityContextHolderStrategy holder;

    EventStreamFilter(TokenLife life, SecurityContextHolderStrategy holder) {
        this.life = life;
        this.holder = holder;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        String type = response.getContentType();
        if (type != null
                && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)
                && request.isAsyncStarted()
                && holder.getContext().getAuthentication() instanceof CallerAuthentication known) {
            endAt(life.endOf(known.getPrincipal()), request.getAsyncContext());
        }
    }

    private static void endAt(Instant end, AsyncContext stream) {
        long left = Math.max(1, Duration.between(Instant.now(), end).toMillis());
        if (stream.getTimeout() <= 0 || left < stream.getTimeout()) {
            stream.setTimeout(left);
        }
    }
}
