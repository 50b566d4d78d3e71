package dev.deputy.spring;

import dev.deputy.Access;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;

/**
 * Whom an endpoint of a reactive application lets in, for {@code pathMatchers(…).access(…)}. Comes from
 * {@link SupabaseWebFlux}; immutable, and safe for use by many threads.
 *
 * <p>Where several are let in, the first of them that fits counts. A credential of an accepted kind that is present and bad
 * is refused, whatever else there is.
 */
public final class SupabaseExchangeRule extends EndpointRule<SupabaseExchangeRule>
        implements ReactiveAuthorizationManager<AuthorizationContext> {

    private final SupabaseWebFlux rules;
    private final AccessRule rule;

    SupabaseExchangeRule(Access access, SupabaseWebFlux rules, AccessRule rule) {
        super(access);
        this.rules = rules;
        this.rule = rule;
    }

    @Override
    SupabaseExchangeRule with(Access access) {
        return rules.allowing(access);
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> known, AuthorizationContext context) {
        return check(known, context).cast(AuthorizationResult.class);
    }

    /** Asked by Spring Security 6 (Spring Boot 3.5) in the place of {@link #authorize}. */
    public Mono<AuthorizationDecision> check(Mono<Authentication> known, Object context) {
        return rules.decide(rule, known, ((AuthorizationContext) context).getExchange())
                .cast(AuthorizationDecision.class);
    }
}
