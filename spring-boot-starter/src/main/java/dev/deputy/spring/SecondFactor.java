package dev.deputy.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;

/** Rules of Spring Security's own that ask for a second factor, so that who lacks it hears that it is this they lack. */
final class SecondFactor {

    /** The authenticator assurance level after a second factor, and the authority that stands for it. */
    static final String LEVEL = "aal2";

    private SecondFactor() {}

    /**
     * Whether the rule that gave this result speaks of the level: {@code hasAuthority("aal2")}, or an expression such as
     * {@code principal.aal().orElse('') == 'aal2'}.
     */
    static boolean isAskedForBy(@Nullable AuthorizationResult result) {
        if (result instanceof ExpressionAuthorizationDecision decision) {
            return decision.getExpression().getExpressionString().contains(LEVEL);
        }
        return result instanceof AuthorityAuthorizationDecision decision
                && decision.getAuthorities().stream().anyMatch(authority -> LEVEL.equals(authority.getAuthority()));
    }
}
