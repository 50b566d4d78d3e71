package dev.deputy.spring;

import dev.deputy.postgres.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.UnaryOperator;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Lets policies read {@code request.method} and {@code request.path} of the servlet request that a thread works on. */
final class CurrentRequest implements UnaryOperator<Identity> {

    @Override
    public Identity apply(Identity identity) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            return identity.requesting(request.getMethod(), request.getRequestURI());
        }
        return identity;
    }
}
