package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FetchedKeysSmokeTest {

    @Test
    void smoke() {
        try (KeyServer server = new KeyServer(TestIssuer.ES256)) {
            TokenVerifier verifier = TokenVerifier.of(SupabaseConfig.builder(TestIssuer.PROJECT)
                    .jwksUrl(server.url())
                    .build());
            assertThat(verifier.verify(TestIssuer.token(TestIssuer.ES256, TestIssuer.claims(Instant.now())))
                            .subject())
                    .isEqualTo(TestIssuer.USER);
            assertThatThrownBy(
                            () -> verifier.verify(TestIssuer.token(TestIssuer.RS256, TestIssuer.claims(Instant.now()))))
                    .isInstanceOf(InvalidTokenException.class);
            assertThat(server.requests()).isEqualTo(2);
        }
    }
}
