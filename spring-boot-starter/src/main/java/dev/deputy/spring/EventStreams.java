package dev.deputy.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collection;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells answers that are event streams from other asynchronous ones. Spring MVC 6 gives the container the type of an answer
 * with its first event only; of one that is still quiet, what the endpoint promises and the client asks for is known.
 */
final class EventStreams {

    // Constants of HandlerMapping, which is not there in applications with servlets of another kind.
    private static final String HANDLER = "org.springframework.web.servlet.HandlerMapping.bestMatchingHandler";
    private static final String PRODUCIBLE = "org.springframework.web.servlet.HandlerMapping.producibleMediaTypes";

    private EventStreams() {}

    static boolean isOne(HttpServletRequest request, HttpServletResponse response) {
        String type = response.getContentType();
        return type != null ? type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE) : isPromised(request);
    }

    private static boolean isPromised(HttpServletRequest request) {
        if (request.getAttribute(HANDLER) instanceof HandlerMethod handler
                && namesEvents(ResolvableType.forMethodParameter(handler.getReturnType()))) {
            return true;
        }
        if (request.getAttribute(PRODUCIBLE) instanceof Collection<?> types && !types.isEmpty()) {
            return types.contains(MediaType.TEXT_EVENT_STREAM);
        }
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    /** As {@code SseEmitter}, {@code ResponseEntity<SseEmitter>} and {@code Flux<ServerSentEvent<Note>>} do. */
    private static boolean namesEvents(ResolvableType type) {
        Class<?> named = type.toClass();
        return SseEmitter.class.isAssignableFrom(named)
                || ServerSentEvent.class.isAssignableFrom(named)
                || Arrays.stream(type.getGenerics()).anyMatch(EventStreams::namesEvents);
    }
}
