package dev.deputy;

import java.security.GeneralSecurityException;
import java.security.PublicKey;

/**
 * A published key that tokens may be signed with, and the one algorithm that it is for.
 *
 * @param crypto what the key belongs to
 */
record SigningKey(String kid, Algorithm algorithm, PublicKey key, Crypto crypto) {

    /** Whether the first bytes of the input were signed with the private half of this key. */
    boolean verifies(byte[] input, int length, byte[] signature) {
        try {
            return algorithm.verifies(crypto, key, input, length, signature);
        } catch (GeneralSecurityException e) {
            return false; // the provider's way to say that the bytes are no signature at all
        }
    }
}
