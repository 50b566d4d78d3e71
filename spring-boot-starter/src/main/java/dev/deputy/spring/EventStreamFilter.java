package dev.deputy.spring;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
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

    private static final String ENDED = EventStreamFilter.class.getName() + ".ended";

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
        if (request.getAttribute(ENDED) != null && !response.isCommitted()) {
            // A stream without an event. To Spring's answer, 503, browsers would never open it again.
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            return;
        }
        chain.doFilter(request, response);
        if (request.isAsyncStarted()
                && EventStreams.isOne(request, response)
                && holder.getContext().getAuthentication() instanceof CallerAuthentication known) {
            endAt(life.endOf(known.getPrincipal()), request);
        }
    }

    private static void endAt(Instant end, HttpServletRequest request) {
        AsyncContext stream = request.getAsyncContext();
        long left = Math.max(1, Duration.between(Instant.now(), end).toMillis());
        if (stream.getTimeout() <= 0 || left < stream.getTimeout()) {
            stream.setTimeout(left);
            stream.addListener(new Ending(request));
        }
    }

    /** Remembers that time was up, for the dispatch that follows. */
    private record Ending(HttpServletRequest request) implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            request.setAttribute(ENDED, true);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}
    }
}
