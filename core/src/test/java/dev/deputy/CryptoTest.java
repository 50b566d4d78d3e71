package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that are not there or not fit are not used; for one that is, see {@link AccpTest}. */
class CryptoTest {

    @Test
    void a_provider_that_is_not_there_is_not_missed() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(Crypto.bestOf("com.example.NoSuchProvider")).isSameAs(Crypto.JDK);
            assertThat(log.lines("INFO")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, Unhealthy.class, Unlinked.class, Gullible.class, Empty.class})
    void a_provider_that_does_not_do_what_it_should_is_not_used_and_one_line_says_so(Class<?> type) {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(Crypto.bestOf(type.getName())).isSameAs(Crypto.JDK);
            assertThat(log.lines("INFO"))
                    .singleElement()
                    .asString()
                    .contains("The signatures of tokens are verified by the JDK, because");
        }
    }

    /** CVE-2022-21449: zeros were a signature of everything. */
    @Test
    void numbers_outside_of_the_curves_group_are_no_signature_whatever_a_provider_says() {
        Crypto gullible = new Crypto(Gullible.INSTANCE);
        SigningKey key = Objects.requireNonNull(Jwk.read(Json.object(TestIssuer.ES256.jwk()), gullible));
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        BigInteger last = order.subtract(BigInteger.ONE);

        assertThat(passes(key, BigInteger.ONE, last)).isTrue();
        assertThat(passes(key, last, BigInteger.ONE)).isTrue();
        for (BigInteger outside : List.of(BigInteger.ZERO, order, order.add(BigInteger.ONE))) {
            assertThat(passes(key, outside, BigInteger.ONE)).isFalse();
            assertThat(passes(key, BigInteger.ONE, outside)).isFalse();
        }
        assertThat(key.verifies(new byte[1], 1, new byte[63])).isFalse();
    }

    @Test
    void what_is_on_no_curve_is_not_verified_as_if_it_were() {
        for (Algorithm other : List.of(Algorithm.RS256, Algorithm.HS256)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CurveSignature(
                            new Crypto(null), other, TestIssuer.RS256.pair().getPublic()));
        }
    }

    private static boolean passes(SigningKey key, BigInteger r, BigInteger s) {
        byte[] signature = Arrays.copyOf(TestIssuer.unsigned(r, 32), 64);
        System.arraycopy(TestIssuer.unsigned(s, 32), 0, signature, 32, 32);
        return key.verifies(new byte[1], 1, signature);
    }

    @Test
    void the_jdk_passes_the_test_that_others_must_pass() {
        assertThat(CryptoSelfTest.passes(Crypto.JDK)).isTrue();
        assertThat(Crypto.JDK).hasToString("the JDK");
    }

    /** Its native library has failed its own test. */
    public static final class Unhealthy extends TestProvider {
        private static final long serialVersionUID = 1;

        public static final Provider INSTANCE = new Unhealthy();

        @Override
        public void assertHealthy() {
            if (getServices().isEmpty()) {
                throw new IllegalStateException("unhealthy");
            }
        }
    }

    /** Its native library is not for this machine. */
    public static final class Unlinked {
        public static final Provider INSTANCE = link();

        private static Provider link() {
            throw new UnsatisfiedLinkError("of another machine");
        }
    }

    /** Has no algorithm at all. */
    public static final class Empty extends TestProvider {
        private static final long serialVersionUID = 1;

        public static final Provider INSTANCE = new Empty();
    }

    /** Finds every signature good. */
    public static final class Gullible extends TestProvider {
        private static final long serialVersionUID = 1;

        public static final Provider INSTANCE = new Gullible();

        Gullible() {
            put("KeyFactory.EC", SameKeys.class.getName());
            put("KeyFactory.RSA", SameKeys.class.getName());
            put("Signature.SHA256withECDSAinP1363Format", Yes.class.getName());
            put("Signature.SHA256withRSA", Yes.class.getName());
        }
    }

    /** A provider without an algorithm. */
    public static class TestProvider extends Provider {
        private static final long serialVersionUID = 1;

        TestProvider() {
            super("Test", "1", "for tests");
        }

        public void assertHealthy() {}
    }

    /** A key factory that leaves keys as they are. */
    public static final class SameKeys extends KeyFactorySpi {
        @Override
        protected Key engineTranslateKey(Key key) {
            return key;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec) {
            throw new UnsupportedOperationException();
        }
    }

    /** A verification that always succeeds. */
    public static final class Yes extends SignatureSpi {
        @Override
        protected void engineInitVerify(PublicKey key) {}

        @Override
        protected void engineUpdate(byte data) {}

        @Override
        protected void engineUpdate(byte[] data, int from, int length) {}

        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }

        @Override
        protected void engineInitSign(PrivateKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineSign() {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
