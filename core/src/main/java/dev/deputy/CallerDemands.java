package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.ANONYMOUS_NOT_ALLOWED;
import static dev.deputy.InvalidTokenException.Reason.CLIENT_NOT_ALLOWED;
import static dev.deputy.InvalidTokenException.Reason.INSUFFICIENT_AAL;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is demanded of callers beyond being who they say.
 *
 * @param clients the OAuth clients whose tokens are accepted; empty for those of all clients
 */
record CallerDemands(boolean secondFactor, boolean account, Optional<Set<String>> clients) {

    static final CallerDemands NONE = new CallerDemands(false, false, Optional.empty());

    /** All that either demands. */
    CallerDemands and(CallerDemands other) {
        return new CallerDemands(
                secondFactor || other.secondFactor,
                account || other.account,
                clients.isPresent() && other.clients.isPresent()
                        ? Optional.of(inBoth(clients.get(), other.clients.get()))
                        : clients.or(other::clients));
    }

    private static Set<String> inBoth(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Checks verified claims.
     *
     * @throws InvalidTokenException when they do not meet a demand
     */
    void check(VerifiedClaims claims) {
        if (account && claims.isAnonymous()) {
            throw new InvalidTokenException(ANONYMOUS_NOT_ALLOWED);
        }
        Object client = claims.get("client_id");
        if (client != null && !clients.map(allowed -> allowed.contains(client)).orElse(true)) {
            throw new InvalidTokenException(CLIENT_NOT_ALLOWED);
        }
        if (secondFactor && !"aal2".equals(claims.get("aal"))) {
            throw new InvalidTokenException(INSUFFICIENT_AAL);
        }
    }
}
