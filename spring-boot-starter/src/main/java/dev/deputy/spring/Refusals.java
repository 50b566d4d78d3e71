package dev.deputy.spring;

import dev.deputy.Access;
import dev.deputy.Decision;
import dev.deputy.Gate;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfException;

/** What to answer requests that a rule turns away, be it one of ours or one of Spring Security's. */
final class Refusals {

    private final Gate callers;
    private final Gate secondFactor;

    Refusals(TokenVerifier verifier, SupabaseConfig config) {
        this.callers = Gate.requiringCaller(verifier);
        this.secondFactor = Gate.of(Access.user().requiringSecondFactor(), verifier, config);
    }

    /**
     * The answer to nobody known.
     *
     * @param refused what was said to a credential that did not matter until now
     */
    Decision.Refuse toNobody(@Nullable Throwable cause, Decision.@Nullable Refuse refused) {
        if (result(cause) instanceof RuleResult ours && ours.refusal() != null) {
            return ours.refusal();
        }
        return refused != null ? refused : Refusal.noCaller(callers);
    }

    /** The answer to somebody. */
    Decision.Refuse to(@Nullable Authentication known, Throwable cause) {
        if (cause instanceof CsrfException) {
            return Refusal.crossSite();
        }
        AuthorizationResult result = result(cause);
        if (result instanceof RuleResult ours && ours.refusal() != null) {
            return ours.refusal();
        }
        return known instanceof CallerAuthentication caller
                        && SecondFactor.isAskedForBy(result)
                        && secondFactor.decide("GET", caller.getPrincipal(), List.of())
                                instanceof Decision.Refuse lacking
                ? lacking
                : Refusal.forbidden();
    }

    private static @Nullable AuthorizationResult result(@Nullable Throwable cause) {
        return cause instanceof AuthorizationDeniedException denied ? denied.getAuthorizationResult() : null;
    }
}
