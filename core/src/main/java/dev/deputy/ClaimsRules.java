package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.BAD_CLAIM;
import static dev.deputy.InvalidTokenException.Reason.EXPIRED;
import static dev.deputy.InvalidTokenException.Reason.NOT_YET_VALID;
import static dev.deputy.InvalidTokenException.Reason.ROLE_NOT_ALLOWED;
import static dev.deputy.InvalidTokenException.Reason.WRONG_AUDIENCE;
import static dev.deputy.InvalidTokenException.Reason.WRONG_ISSUER;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the claims of one issuer's tokens must say (RFC 7519, section 4.1, and Supabase's own claims). Immutable. */
final class ClaimsRules {

    private static final long END_OF_YEAR_9999 = 253_402_300_799L;

    private final Optional<Set<String>> issuers;
    private final Optional<Set<String>> audiences;
    private final boolean subjectIsUuid;
    private final Optional<String> defaultRole;
    private final SupabaseConfig config;
    private final Clock clock;
    private final CallerDemands demands;

    private ClaimsRules(
            Optional<Set<String>> issuers,
            Optional<Set<String>> audiences,
            boolean subjectIsUuid,
            Optional<String> defaultRole,
            SupabaseConfig config,
            Clock clock) {
        this.issuers = issuers;
        this.audiences = audiences;
        this.subjectIsUuid = subjectIsUuid;
        this.defaultRole = defaultRole;
        this.config = config;
        this.clock = clock;
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
        Map<String, @Nullable Object> claims = token.claims();
        Instant expiresAt = checkTimes(claims);
        checkIssuer(claims);
        checkAudience(claims);
        String subject = subject(claims);
        return new VerifiedClaims(
                subject,
                UuidText.isUuid(subject) ? UUID.fromString(subject) : null,
                role(claims),
                expiresAt,
                claims,
                token.payload());
    }

    /**
     * Whether callers with these claims may come in here, provided that they are who they say.
     *
     * @throws InvalidTokenException when they may not
     */
    void permit(VerifiedClaims claims) {
        if (!config.roles().contains(claims.role())) {
            throw new InvalidTokenException(ROLE_NOT_ALLOWED);
        }
        demands.check(claims.all());
    }

    /** Whether a token that ends then has ended. */
    boolean isOver(Instant expiresAt) {
        return !clock.instant().isBefore(expiresAt.plus(config.clockSkew()));
    }

    /** How long a token that ends then is still accepted. */
    Duration remaining(Instant expiresAt) {
        return Duration.between(clock.instant(), expiresAt.plus(config.clockSkew()));
    }

    private Instant checkTimes(Map<String, @Nullable Object> claims) {
        BigDecimal exp = number(claims, "exp");
        if (exp == null || exp.compareTo(BigDecimal.valueOf(END_OF_YEAR_9999)) > 0) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        Instant expiresAt = exp.signum() <= 0 ? Instant.EPOCH : instant(exp, RoundingMode.DOWN);
        if (isOver(expiresAt)) {
            throw new InvalidTokenException(EXPIRED);
        }
        checkBegun(number(claims, "nbf"));
        checkBegun(number(claims, "iat"));
        return expiresAt;
    }

    private void checkBegun(@Nullable BigDecimal time) {
        if (time == null || time.signum() <= 0) {
            return;
        }
        if (time.compareTo(BigDecimal.valueOf(END_OF_YEAR_9999)) > 0
                || instant(time, RoundingMode.UP).isAfter(clock.instant().plus(config.clockSkew()))) {
            throw new InvalidTokenException(NOT_YET_VALID);
        }
    }

    /** Of a number whose size is known to be small, so that it can be written out. */
    private static Instant instant(BigDecimal seconds, RoundingMode rounding) {
        return Instant.ofEpochSecond(seconds.setScale(0, rounding).longValueExact());
    }

    /** A NumericDate (RFC 7519, section 2), exact and not written out; null when there is none. */
    private static @Nullable BigDecimal number(Map<String, @Nullable Object> claims, String name) {
        Object value = claims.get(name);
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (claims.containsKey(name)) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        return null;
    }

    private void checkIssuer(Map<String, @Nullable Object> claims) {
        if (issuers.isPresent()
                && !(claims.get("iss") instanceof String issuer && issuers.get().contains(issuer))) {
            throw new InvalidTokenException(WRONG_ISSUER);
        }
    }

    private void checkAudience(Map<String, @Nullable Object> claims) {
        if (audiences.isPresent() && !contains(audiences.get(), claims.get("aud"))) {
            throw new InvalidTokenException(WRONG_AUDIENCE);
        }
    }

    private static boolean contains(Set<String> accepted, @Nullable Object audience) {
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

    private String subject(Map<String, @Nullable Object> claims) {
        if (!(claims.get("sub") instanceof String subject) || subject.isBlank()) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        if (!subjectIsUuid) {
            return subject;
        }
        if (!UuidText.isUuid(subject)) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        return subject.toLowerCase(Locale.ROOT);
    }

    private String role(Map<String, @Nullable Object> claims) {
        Object role = claims.get("role");
        if (role instanceof String text && !text.isBlank()) {
            return text;
        }
        if (claims.containsKey("role") || defaultRole.isEmpty()) {
            throw new InvalidTokenException(BAD_CLAIM);
        }
        return defaultRole.get();
    }
}
