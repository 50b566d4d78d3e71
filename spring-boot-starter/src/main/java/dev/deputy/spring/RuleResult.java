package dev.deputy.spring;

import dev.deputy.Decision;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;

/** What an {@link AccessRule} says: who comes in, or what to answer instead. */
final class RuleResult extends AuthorizationDecision {

    private final transient @Nullable Authentication authentication;
    private final transient Decision.@Nullable Refuse refusal;

    private RuleResult(@Nullable Authentication authentication, Decision.@Nullable Refuse refusal) {
        super(refusal == null);
        this.authentication = authentication;
        this.refusal = refusal;
    }

    static RuleResult granted(@Nullable Authentication authentication) {
        return new RuleResult(authentication, null);
    }

    static RuleResult refused(Decision.Refuse refusal) {
        return new RuleResult(null, refusal);
    }

    /** As whom the request goes on. */
    @Nullable
    Authentication authentication() {
        return authentication;
    }

    /** The answer, unless the request goes on. */
    Decision.@Nullable Refuse refusal() {
        return refusal;
    }
}
