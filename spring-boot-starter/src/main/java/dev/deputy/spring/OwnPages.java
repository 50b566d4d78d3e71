package dev.deputy.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.UrlUtils;

/** Tells requests that change something, or open a WebSocket, from those that other sites may cause a browser to send. */
final class OwnPages {

    // RFC 9110, section 9.2.1.
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private OwnPages() {}

    /** Whether the method may change something. */
    static boolean mayChangeSomething(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod());
    }

    /** A handshake carries no CSRF token, and what follows it may change anything. */
    static boolean opensWebSocket(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    /**
     * Whether a page of this service has caused the request, as far as the browser says: by {@code Sec-Fetch-Site} (Fetch
     * Metadata, section 2.3), older ones by {@code Origin}. Whoever says neither is no browser of the last ten years.
     */
    static boolean sent(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || origin.equals(origin(request));
    }

    private static @Nullable String origin(HttpServletRequest request) {
        String scheme =
                switch (request.getScheme()) {
                    case "wss" -> "https";
                    case "ws" -> "http";
                    default -> request.getScheme();
                };
        return UrlUtils.buildFullRequestUrl(scheme, request.getServerName(), request.getServerPort(), "", null);
    }
}
