package dev.deputy.spring;

import dev.deputy.Decision;
import dev.deputy.Gate;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks the {@link Gate} about each request: a caller becomes the security context's principal, a bad credential is
 * refused on the spot, even where none is needed, and no credential is left to the authorization rules.
 */
final class CallerFilter extends OncePerRequestFilter {

    /** A credential that is there and bad. */
    private static final List<String> ILLEGIBLE = List.of("Bearer \ufffd");

    // Dispatches that follow within one request (async results, error pages) find the caller here, not in a session.
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    private final Gate gate;
    private final SecurityContextHolderStrategy holder;

    CallerFilter(Gate gate, SecurityContextHolderStrategy holder) {
        this.gate = gate;
        this.holder = holder;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Decision decision = gate.decide(request.getMethod(), authorization(request));
        if (decision instanceof Decision.Refuse refusal) {
            Refusals.write(refusal, response);
            return;
        }
        if (decision instanceof Decision.Admit admitted) {
            SecurityContext context = holder.createEmptyContext();
            context.setAuthentication(new CallerAuthentication(admitted.caller()));
            holder.setContext(context);
            contexts.saveContext(context, request, response);
        }
        chain.doFilter(request, response);
    }

    private static List<String> authorization(HttpServletRequest request) {
        try {
            return Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        } catch (RequestRejectedException e) {
            // Spring's firewall lets no control characters be read, and would have the request answered with 400.
            return ILLEGIBLE;
        }
    }
}
