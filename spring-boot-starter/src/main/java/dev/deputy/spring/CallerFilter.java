package dev.deputy.spring;

import dev.deputy.Decision;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks the {@link Door} about each request: a caller becomes the security context's principal, a bad credential is
 * refused on the spot, even where none is needed, and no credential is left to the authorization rules.
 *
 * <p>Only a bad cookie is left to them. Browsers send cookies with every request, also for the sign-in page and its styles,
 * where an expired one must not matter.
 */
final class CallerFilter extends OncePerRequestFilter {

    // Dispatches that follow within one request (async results, error pages) find the caller here, not in a session.
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    private final Door door;
    private final RequestFields fields;
    private final CallerAuthorities authorities;
    private final SecurityContextHolderStrategy holder;

    CallerFilter(Door door, RequestFields fields, CallerAuthorities authorities, SecurityContextHolderStrategy holder) {
        this.door = door;
        this.fields = fields;
        this.authorities = authorities;
        this.holder = holder;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Credential credential = fields.credential(request);
        if (credential.byCookie()
                && !OwnPages.sent(request)
                && (OwnPages.mayChangeSomething(request) || OwnPages.opensWebSocket(request))) {
            ServletRefusals.write(Refusal.crossSite(), response);
            return;
        }
        Decision decision = door.decide(request.getMethod(), credential.authorization(), fields.apikey(request));
        if (decision instanceof Decision.Refuse refusal) {
            if (!credential.byCookie()) {
                ServletRefusals.write(refusal, response);
                return;
            }
            ServletRefusals.keep(refusal, request);
        }
        if (decision instanceof Decision.Admit admitted) {
            SecurityContext context = holder.createEmptyContext();
            context.setAuthentication(CallerAuthentication.of(admitted.caller(), authorities));
            holder.setContext(context);
            contexts.saveContext(context, request, response);
        }
        chain.doFilter(request, response);
    }
}
