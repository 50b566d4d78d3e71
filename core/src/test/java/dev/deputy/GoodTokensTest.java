package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class GoodTokensTest {

    private final TokenVerifier verifier = TestIssuer.verifier(TestIssuer.config()
            .algorithm(Algorithm.ES256)
            .algorithm(Algorithm.RS256)
            .algorithm(Algorithm.EDDSA));

    @Test
    void a_token_of_every_algorithm_is_accepted_side_by_side() {
        for (String token : new String[] {
            TestIssuer.token(TestIssuer.ES256),
            TestIssuer.token(TestIssuer.RS256),
            TestIssuer.token(TestIssuer.EDDSA),
            TestIssuer.hs256(TestIssuer.claims())
        }) {
            assertThat(verifier.verify(token).userId()).isEqualTo(UUID.fromString(TestIssuer.USER));
            assertThat(verifier.verify(token).accessToken()).isEqualTo(token);
        }
    }
}
