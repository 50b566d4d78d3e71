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
 */
final class CallerFilter extends OncePerRequestFilter {

    // Dispatches that follow within one request (async results, error pages) find the caller here, not in a session.
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    private final Door door;
    private final CallerAuthorities authorities;
    private final SecurityContextHolderStrategy holder;

    CallerFilter(Door door, CallerAuthorities authorities, SecurityContextHolderStrategy holder) {
        this.door = door;
        this.authorities = authorities;
        this.holder = holder;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Decision decision =
                door.decide(request.getMethod(), RequestFields.authorization(request), RequestFields.apikey(request));
        if (decision instanceof Decision.Refuse refusal) {
            ServletRefusals.write(refusal, response);
            return;
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
