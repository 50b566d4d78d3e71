package dev.deputy.spring;

import dev.deputy.Access;
import java.util.Collection;
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
public final class SupabaseRule implements AuthorizationManager<RequestAuthorizationContext> {

    private final Access access;
    private final SupabaseRules rules;
    private final AccessRule rule;

    SupabaseRule(Access access, SupabaseRules rules) {
        this.access = access;
        this.rules = rules;
        this.rule = rules.decidingBy(access);
    }

    /**
     * Lets in whom this lets in, or else whom the other does.
     *
     * @throws IllegalArgumentException when this lets everybody in already
     */
    public SupabaseRule or(SupabaseRule other) {
        return rules.allowing(access.or(other.access));
    }

    /** Sends users who have not signed in with a second factor to do so (401 with the challenge of RFC 9470). */
    public SupabaseRule aal2() {
        return rules.allowing(access.requiringSecondFactor());
    }

    /** Refuses users without an account ({@code signInAnonymously}) with 403. */
    public SupabaseRule refusingAnonymousUsers() {
        return rules.allowing(access.refusingAnonymousUsers());
    }

    /** Refuses tokens of the project's OAuth server for clients other than these with 403; none means for any. */
    public SupabaseRule refusingOAuthClientsExcept(Collection<String> clientIds) {
        return rules.allowing(access.refusingOAuthClientsExcept(clientIds));
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

    /** Whom it lets in, in words, as {@link SupabaseRules#allowing(String)} reads them. */
    @Override
    public String toString() {
        return access.toString();
    }
}
