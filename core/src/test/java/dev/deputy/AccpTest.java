package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * With the Amazon Corretto Crypto Provider on the class path, as Maven runs this class, and once more those about
 * signatures and tokens.
 */
class AccpTest {

    @Test
    void it_is_used_when_it_is_there() {
        assertThat(Crypto.best()).asString().startsWith("AmazonCorrettoCryptoProvider 2.");
    }

    @Test
    void keys_are_its_own_and_the_same_keys_are_equal() {
        String jwks = TestIssuer.jwks(TestIssuer.ES256, TestIssuer.RS256, TestIssuer.EDDSA);
        KeySet keys = KeySet.parse(jwks);

        assertThat(keys.size()).isEqualTo(3);
        assertThat(List.of(TestIssuer.ES256, TestIssuer.RS256)).allSatisfy(key -> {
            SigningKey read = Objects.requireNonNull(keys.find(key.kid()));
            assertThat(read.key().getClass().getName()).startsWith("com.amazon");
        });
        assertThat(KeySet.parse(jwks)).isEqualTo(keys).hasSameHashCodeAs(keys);
        assertThat(KeySet.parse(TestIssuer.jwks(TestIssuer.ES256))).isNotEqualTo(keys);
    }
}
