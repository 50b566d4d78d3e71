package dev.deputy;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A published key that tokens may be signed with, and the one algorithm that it is for. Safe for use by many threads. */
final class SigningKey {

    private final String kid;
    private final Algorithm algorithm;
    private final PublicKey key;
    private final Crypto crypto;
    private final Check check;

    /** Tells signatures by one key from what is none. */
    @FunctionalInterface
    interface Check {

        /** Whether the first bytes of the input were signed with the private half of the key. */
        boolean passes(byte[] input, int length, byte[] signature) throws GeneralSecurityException;
    }

    /**
     * @param crypto what the key belongs to
     */
    SigningKey(String kid, Algorithm algorithm, PublicKey key, Crypto crypto) {
        this.kid = kid;
        this.algorithm = algorithm;
        this.key = key;
        this.crypto = crypto;
        this.check = algorithm == Algorithm.RS256
                ? new RsaSignature(crypto, (RSAPublicKey) key)
                : new CurveSignature(crypto, algorithm, key);
    }

    String kid() {
        return kid;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    PublicKey key() {
        return key;
    }

    /** Whether the first bytes of the input were signed with the private half of this key. */
    boolean verifies(byte[] input, int length, byte[] signature) {
        try {
            return check.passes(input, length, signature);
        } catch (GeneralSecurityException e) {
            return false; // the provider's way to say that the bytes are no signature at all
        }
    }

    /** Two keys are equal when they accept the same signatures under the same id. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SigningKey that
                && kid.equals(that.kid)
                && algorithm == that.algorithm
                && key.equals(that.key)
                && crypto == that.crypto;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kid, algorithm);
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + ", " + algorithm + "]";
    }
}
