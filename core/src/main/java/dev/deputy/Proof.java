package dev.deputy;

import java.time.Duration;

/**
 * What a token has proven, and by which keys. It is worth something until the token ends or the keys change: a key that
 * was removed must not live on in what it once proved.
 */
record Proof(VerifiedClaims claims, ClaimsRules rules, SigningKeys keys, KeySet provenBy) {

    boolean holds() {
        return keys.known().equals(provenBy) && !rules.isOver(claims.expiresAt());
    }

    Duration remaining() {
        return rules.remaining(claims.expiresAt());
    }
}
