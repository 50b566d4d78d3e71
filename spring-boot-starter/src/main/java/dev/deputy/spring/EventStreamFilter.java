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

    private static final String END = EventStreamFilter.class.getName() + ".end";

    private final TokenLife life;
    private final SecurityContextHolderStrategy holder;

    EventStreamFilter(TokenLife life, SecurityContextHolderStrategy holder) {
        this.life = life;
        this.holder = holder;
    }

    /** The time limit is told by such a dispatch. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(END) instanceof Instant end
                && !Instant.now().isBefore(end)
                && !response.isCommitted()) {
            // A stream without an event. To Spring's answer, 503, browsers would never open it again.
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            return;
        }
        chain.doFilter(request, response);
        if (request.isAsyncStarted()
                && EventStreams.isOne(request, response)
                && holder.getContext().getAuthentication() instanceof CallerAuthentication known) {
            Instant end = life.endOf(known.getPrincipal());
            request.setAttribute(END, end);
            endAt(end, request.getAsyncContext());
        }
    }

    private static void endAt(Instant end, AsyncContext stream) {
        long left = Math.max(1, Duration.between(Instant.now(), end).toMillis());
        if (stream.getTimeout() <= 0 || left < stream.getTimeout()) {
            stream.setTimeout(left);
        }
    }
}
