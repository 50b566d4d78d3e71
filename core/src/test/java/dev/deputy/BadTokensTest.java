package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deputy.BadTokens.BadToken;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadTokensTest {

    private static final TokenVerifier VERIFIER = TestIssuer.verifier(TestIssuer.config());

    static Stream<BadToken> badTokens() {
        return BadTokens.all();
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void a_bad_token_is_refused_and_for_the_right_reason(BadToken bad) {
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> VERIFIER.verify(bad.token()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(bad.reason()));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void a_refusal_says_nothing_of_the_token(BadToken bad) {
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> VERIFIER.verify(bad.token()))
                .satisfies(
                        e -> assertThat(e.getMessage()).isEqualTo(new InvalidTokenException(bad.reason()).getMessage()))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty())
                .withNoCause();
    }

    @Test
    void a_token_that_names_no_key_is_refused_even_where_there_is_only_one() {
        TokenVerifier one =
                TestIssuer.verifier(SupabaseConfig.builder(TestIssuer.PROJECT).jwks(TestIssuer.jwks(TestIssuer.ES256)));
        String header = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}";
        String claims = TestIssuer.claims();
        assertThat(one.verify(TestIssuer.token(TestIssuer.ES256, claims)).role())
                .isEqualTo("authenticated");
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> one.verify(TestIssuer.token(TestIssuer.ES256, header, claims)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(InvalidTokenException.Reason.UNSUPPORTED));
    }

    /** Such characters are two in Java's strings and one elsewhere, so that places are easily confused. */
    @Test
    void characters_beyond_the_basic_plane_make_a_token_malformed_wherever_they_are() {
        String good = TestIssuer.token(TestIssuer.ES256);
        for (String faces : List.of("\ud83d\ude00", "\ud83d\ude00".repeat(60), "\ud83d\ude00".repeat(700))) {
            for (int i = 0; i <= good.length(); i++) {
                String bad = good.substring(0, i) + faces + good.substring(i);
                assertThatExceptionOfType(InvalidTokenException.class)
                        .isThrownBy(() -> VERIFIER.verify(bad))
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(InvalidTokenException.Reason.MALFORMED));
            }
        }
    }

    @Test
    void every_client_gets_the_same_answer_for_every_bad_token() {
        Gate gate = Gate.requiringCaller(VERIFIER);
        List<Decision> answers = BadTokens.all()
                .filter(bad -> !bad.reason().isForbidden())
                .filter(bad -> !bad.token().isBlank() && bad.token().strip().equals(bad.token()))
                .map(bad -> gate.decide("GET", List.of("Bearer " + bad.token())))
                .distinct()
                .toList();
        assertThat(answers).containsExactly(Refusal.INVALID);
    }

    @Test
    void the_corpus_is_as_large_as_we_say() {
        assertThat(BadTokens.all().count()).isGreaterThan(500);
    }
}
