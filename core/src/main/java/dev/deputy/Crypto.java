package dev.deputy;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Objects;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cryptography of signing keys: the JCA's, by the Amazon Corretto Crypto Provider (ACCP) if that is on the class path
 * and does what it should, because it is several times as fast as the JDK's own; else by the JDK's.
 */
final class Crypto {

    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

    private static final String ACCP = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    static final Crypto JDK = new Crypto(null);
    private static final Crypto BEST = bestOf(ACCP);

    private final @Nullable Provider provider;

    /**
     * @param provider whose implementations to use; null for those that the JVM prefers
     */
    Crypto(@Nullable Provider provider) {
        this.provider = provider;
    }

    /** The fastest that works here. */
    static Crypto best() {
        return BEST;
    }

    /** That of the provider with this class, if it is there and works here, else the JDK's. */
    static Crypto bestOf(String className) {
        try {
            Class<?> type = Class.forName(className);
            // Says by an exception that its native library does not fit this machine, or has failed its own test.
            Provider provider =
                    (Provider) Objects.requireNonNull(type.getField("INSTANCE").get(null));
            type.getMethod("assertHealthy").invoke(provider);
            Crypto candidate = new Crypto(provider);
            if (CryptoSelfTest.passes(candidate)) {
                log.info("The signatures of tokens are verified by {}", candidate);
                return candidate;
            }
            log.info("The signatures of tokens are verified by the JDK, because {} fails a test", candidate);
        } catch (ClassNotFoundException e) {
            log.debug("The signatures of tokens are verified by the JDK");
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            log.info("The signatures of tokens are verified by the JDK, because {} cannot be used here", className, e);
        }
        return JDK;
    }

    Signature signature(String algorithm) throws GeneralSecurityException {
        return provider == null || isLeftToTheJdk(algorithm)
                ? Signature.getInstance(algorithm)
                : Signature.getInstance(algorithm, provider);
    }

    Cipher cipher(String transformation) throws GeneralSecurityException {
        return provider == null ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, provider);
    }

    /** The key as the provider's own, so that it need not be translated for each signature. */
    PublicKey translated(PublicKey key) throws GeneralSecurityException {
        return provider == null || key instanceof EdECPublicKey
                ? key
                : (PublicKey)
                        KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
    }

    /** Not every provider has it. */
    private static boolean isLeftToTheJdk(String algorithm) {
        return algorithm.equals(Algorithm.EDDSA.jca());
    }

    @Override
    public String toString() {
        return provider == null ? "the JDK" : provider.getName() + " " + provider.getVersionStr();
    }
}
