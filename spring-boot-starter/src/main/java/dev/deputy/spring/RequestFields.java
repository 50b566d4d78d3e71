package dev.deputy.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.RequestRejectedException;

/** The header fields of a servlet request that say who sent it. */
final class RequestFields {

    /** A credential that is there and bad. */
    private static final List<String> ILLEGIBLE = List.of("Bearer \ufffd");

    private RequestFields() {}

    static List<String> authorization(HttpServletRequest request) {
        return values(request, HttpHeaders.AUTHORIZATION);
    }

    static List<String> apikey(HttpServletRequest request) {
        return values(request, "apikey");
    }

    private static List<String> values(HttpServletRequest request, String name) {
        try {
            return Collections.list(request.getHeaders(name));
        } catch (RequestRejectedException e) {
            // Spring's firewall lets no control characters be read, and would have the request answered with 400.
            return ILLEGIBLE;
        }
    }
}
