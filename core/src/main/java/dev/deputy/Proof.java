package dev.deputy;

/**
 * What a token has proven, and by which keys. It is worth something until the token ends or the keys change: a key that
 * was removed must not live on in what it once proved.
 */
record Proof(VerifiedClaims claims, LifeSpan lifeSpan, SigningKeys keys, KeySet provenBy) {

    boolean holds() {
        return keys.known().equals(provenBy) && !lifeSpan.isOver(claims.expiresAt());
    }
}
