package dev.deputy.spring;

import dev.deputy.Access;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Whom an endpoint lets in, for {@code requestMatchers(…).access(…)}. Comes from {@link SupabaseRules}; immutable, and safe
 * for use by many threads.
 *
 * <p>Where several are let in, the first of them that fits counts. A credential of an accepted kind that is present and bad
 * is refused, whatever else there is.
 */
public final class SupabaseRule extends EndpointRule<SupabaseRule>
        implements AuthorizationManager<RequestAuthorizationContext> {

    private final SupabaseRules rules;
    private final AccessRule rule;

    SupabaseRule(Access access, SupabaseRules rules) {
        super(access);
        this.rules = rules;
        this.rule = rules.decidingBy(access);
    }

    @Override
    SupabaseRule with(Access access) {
        return rules.allowing(access);
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> known, RequestAuthorizationContext context) {
        return rules.apply(rule, known.get(), context.getRequest());
    }

    /** Asked by Spring Security 6 (Spring Boot 3.5) in the place of {@link #authorize}. */
    public AuthorizationDecision check(Supplier<?> known, Object context) {
        return rules.apply(rule, (Authentication) known.get(), ((RequestAuthorizationContext) context).getRequest());
    }
}
