package dev.deputy.spring;

import dev.deputy.Access;
import dev.deputy.Decision;
import dev.deputy.Gate;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Whom an endpoint lets in, and as whom. A request may come in as somebody else than the {@link Door} took it for: by an
 * API key.
 */
final class AccessRule {

    private final Gate gate;
    private final Door door;
    private final CallerAuthorities authorities;

    /** @throws SupabaseSettingsException when an API key is asked for that the project does not have */
    AccessRule(Access access, TokenVerifier verifier, SupabaseConfig config, CallerAuthorities authorities) {
        try {
            this.gate = Gate.of(access, verifier, config);
        } catch (IllegalArgumentException missingKey) {
            throw SupabaseSettingsException.wrong(missingKey);
        }
        this.door = new Door(verifier, config);
        this.authorities = authorities;
    }

    /**
     * Decides about a request.
     *
     * @param known whom the security context holds
     * @param authorization the values of all {@code Authorization} header fields
     * @param apikey the values of all {@code apikey} header fields
     */
    RuleResult decide(@Nullable Authentication known, String method, List<String> authorization, List<String> apikey) {
        Decision decision = known instanceof CallerAuthentication caller
                ? gate.decide(method, caller.getPrincipal(), apikey)
                : gate.decide(
                        method, door.isKeyTwice(method, authorization, apikey) ? List.of() : authorization, apikey);
        if (decision instanceof Decision.Refuse refusal) {
            return RuleResult.refused(refusal);
        }
        return RuleResult.granted(as(decision, known));
    }

    private @Nullable Authentication as(Decision decision, @Nullable Authentication known) {
        if (decision instanceof Decision.AdmitKey admitted) {
            return new ApiKeyAuthentication(admitted.key());
        }
        if (decision instanceof Decision.Admit admitted && !(known instanceof CallerAuthentication)) {
            return CallerAuthentication.of(admitted.caller(), authorities);
        }
        return known;
    }
}
