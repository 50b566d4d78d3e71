package dev.deputy.spring;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;

/** Where a servlet request says who sent it. */
final class RequestFields {

    private static final String READ_BEFORE = RequestFields.class.getName() + ".credential";

    private final @Nullable SessionCookie session;

    /** @param session the cookie that is read where there is no {@code Authorization} header; null for none */
    RequestFields(@Nullable SessionCookie session) {
        this.session = session;
    }

    Credential credential(HttpServletRequest request) {
        List<String> header = values(request, HttpHeaders.AUTHORIZATION);
        if (session == null || !header.isEmpty()) {
            return new Credential(header, false);
        }
        if (request.getAttribute(READ_BEFORE) instanceof Credential known) {
            return known;
        }
        List<String> cookie = session.authorization(name -> cookies(request, name));
        Credential credential = new Credential(cookie, !cookie.isEmpty());
        request.setAttribute(READ_BEFORE, credential);
        return credential;
    }

    List<String> apikey(HttpServletRequest request) {
        return values(request, "apikey");
    }

    private static List<String> values(HttpServletRequest request, String name) {
        try {
            return Collections.list(behindFirewall(request).getHeaders(name));
        } catch (RequestRejectedException e) {
            // Spring's firewall lets no control characters be read, and would have the request answered with 400.
            return Credential.ILLEGIBLE;
        }
    }

    /**
     * The request as it was before Spring's firewall, which tries a regular expression on each header that is read: on a
     * token that costs several microseconds, and what we take for a credential has no character that it would refuse. A
     * wrapper that is not Spring Security's is left around it, for it may be there to say something else of the sender.
     */
    private static HttpServletRequest behindFirewall(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof HttpServletRequestWrapper wrapper
                && wrapper.getClass().getName().startsWith("org.springframework.security.")) {
            inner = wrapper.getRequest();
            if (wrapper instanceof FirewalledRequest && inner instanceof HttpServletRequest original) {
                return original;
            }
        }
        return request;
    }

    private static List<String> cookies(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .toList();
    }
}
