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

/** What to answer requests that a rule turns away, be it one of ours or one of Spring Security's. */
final class Refusals {

    private final Gate callers;
    private final Gate secondFactor;

    Refusals(TokenVerifier verifier, SupabaseConfig config) {
        this.callers = Gate.requiringCaller(verifier);
        this.secondFactor = Gate.of(Access.user().requiringSecondFactor(), verifier, config);
    }

    /** The answer to nobody known. */
    Decision.Refuse toNobody(@Nullable Throwable cause) {
        return result(cause) instanceof RuleResult ours && ours.refusal() != null
                ? ours.refusal()
                : Refusal.noCaller(callers);
    }

    /** The answer to somebody. */
    Decision.Refuse to(@Nullable Authentication known, Throwable cause) {
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
