package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.BAD_CLAIM;
import static dev.deputy.InvalidTokenException.Reason.ROLE_NOT_ALLOWED;
import static dev.deputy.InvalidTokenException.Reason.WRONG_AUDIENCE;
import static dev.deputy.InvalidTokenException.Reason.WRONG_ISSUER;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the claims of one issuer's tokens must say (RFC 7519, section 4.1, and Supabase's own claims). Immutable. */
final class ClaimsRules {

    private final Optional<List<String>> issuers; // few: the hash of a new string costs more than to compare it
    private final Optional<List<String>> audiences;
    private final boolean subjectIsUuid;
    private final Optional<String> defaultRole;
    private final List<String> roles;
    private final LifeSpan lifeSpan;
    private final CallerDemands demands;

    private ClaimsRules(
            Optional<Set<String>> issuers,
            Optional<Set<String>> audiences,
            boolean subjectIsUuid,
            Optional<String> defaultRole,
            SupabaseConfig config,
            Clock clock) {
        this.issuers = issuers.map(List::copyOf);
        this.audiences = audiences.map(List::copyOf);
        this.subjectIsUuid = subjectIsUuid;
        this.defaultRole = defaultRole;
        this.roles = List.copyOf(config.roles());
        this.lifeSpan = new LifeSpan(clock, config.clockSkew());
        this.demands =
                new CallerDemands(config.requiresSecondFactor(), config.refusesAnonymousUsers(), config.oauthClients());
    }

    static ClaimsRules ofProject(SupabaseConfig config, Clock clock) {
        Optional<Set<String>> issuers =
                config.acceptsAnyIssuer() ? Optional.empty() : Optional.of(Loopback.withAllSpellings(config.issuers()));
        return new ClaimsRules(issuers, Optional.of(config.audiences()), true, Optional.empty(), config, clock);
    }

    static ClaimsRules ofThirdParty(ThirdPartyIssuer issuer, SupabaseConfig config, Clock clock) {
        Set<String> audiences = issuer.audiences().isEmpty() ? config.audiences() : issuer.audiences();
        return new ClaimsRules(
                Optional.of(Set.of(issuer.issuer())),
                issuer.acceptsAnyAudience() ? Optional.empty() : Optional.of(audiences),
                false,
                issuer.defaultRole(),
                config,
                clock);
    }

    /**
     * The token's claims, if they are what an access token says.
     *
     * @throws InvalidTokenException with a reason that is not {@linkplain InvalidTokenException.Reason#isForbidden()
     *     forbidden}, when they are not
     */
    VerifiedClaims read(SignedToken token) {
        JsonObject claims = token.claims();
        Instant expiresAt = lifeSpan.check(claims);
        checkIssuer(claims);
        checkAudience(claims);
        String subject = subject(claims);
        UUID userId = UuidText.read(subject);
        if (userId == null && subjectIsUuid) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        return new VerifiedClaims(
                userId != null && subjectIsUuid ? userId.toString() : subject, // in lower case
                userId,
                role(claims),
                expiresAt,
                token.algorithm(),
                claims);
    }

    /** When tokens of this issuer begin and end. */
    LifeSpan lifeSpan() {
        return lifeSpan;
    }

    /**
     * Whether callers with these claims may come in here, provided that they are who they say.
     *
     * @throws InvalidTokenException when they may not
     */
    void permit(VerifiedClaims claims) {
        if (!roles.contains(claims.role())) {
            throw new InvalidTokenException(ROLE_NOT_ALLOWED);
        }
        demands.check(claims);
    }

    private void checkIssuer(JsonObject claims) {
        if (issuers.isPresent()
                && !(claims.get("iss") instanceof String issuer && issuers.get().contains(issuer))) {
            throw new InvalidTokenException(WRONG_ISSUER);
        }
    }

    private void checkAudience(JsonObject claims) {
        if (audiences.isPresent() && !contains(audiences.get(), claims.get("aud"))) {
            throw new InvalidTokenException(WRONG_AUDIENCE);
        }
    }

    private static boolean contains(List<String> accepted, @Nullable Object audience) {
        if (audience instanceof List<?> several) {
            boolean found = false;
            for (Object one : several) {
                if (!(one instanceof String)) {
                    return false;
                }
                found |= accepted.contains(one);
            }
            return found;
        }
        return audience instanceof String && accepted.contains(audience);
    }

    private static String subject(JsonObject claims) {
        if (claims.get("sub") instanceof String subject && !subject.isBlank()) {
            return subject;
        }
        throw new InvalidTokenException(BAD_CLAIM);
    }

    private String role(JsonObject claims) {
        Object role = claims.get("role");
        if (role instanceof String text && !text.isBlank()) {
            return text;
        }
        if (claims.has("role") || defaultRole.isEmpty()) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        return defaultRole.get();
    }
}
