package dev.deputy;

import static dev.deputy.RemoteVerifierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deputy.InvalidTokenException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Remote verification without the secret, while somebody sends forged HS256 tokens. */
class ForgeryLimitTest {

    private static final int REFUSALS = 100;

    private final AuthStub auth = new AuthStub();
    private int number;

    @AfterEach
    void close() {
        auth.close();
    }

    private String forged() {
        String claims = TestIssuer.claimsWith("n", "" + number++);
        byte[] guess = "a-guess-that-is-not-the-secret-at-all".getBytes(StandardCharsets.UTF_8);
        return TestIssuer.hs256(TestIssuer.signingInput(TestIssuer.hs256Header(), claims), guess);
    }

    private void flood(TokenVerifier verifier) {
        auth.answer(AuthStub.error(403, "bad_jwt"));
        for (int i = 0; i < REFUSALS; i++) {
            assertRefused(verifier, forged(), Reason.REFUSED_BY_AUTH);
        }
    }

    @Test
    void the_server_is_asked_about_so_many_and_then_now_and_then_and_the_rest_is_not_judged() {
        TokenVerifier verifier = auth.verifier();
        flood(verifier);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 500; i++) {
                assertThatExceptionOfType(AuthUnavailableException.class)
                        .isThrownBy(() -> verifier.verify(forged()))
                        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
            }
            assertThat(log.lines("WARN")).singleElement().asString().contains("SUPABASE_JWT_SECRET");
        }
        assertThat(auth.requests()).isEqualTo(REFUSALS);

        auth.time.pass(Duration.ofMillis(100));
        assertRefused(verifier, forged(), Reason.REFUSED_BY_AUTH);
        assertRefused(verifier, forged(), Reason.REFUSED_BY_AUTH);
        assertThatExceptionOfType(AuthUnavailableException.class).isThrownBy(() -> verifier.verify(forged()));
        assertThat(auth.requests()).isEqualTo(REFUSALS + 2);
    }

    @Test
    void a_token_that_was_confirmed_before_is_asked_about_as_ever() {
        TokenVerifier verifier = auth.verifier();
        String good = TestIssuer.hs256(TestIssuer.claims());
        verifier.verify(good);
        flood(verifier);

        auth.answer(AuthStub.user());
        for (int i = 1; i <= 5; i++) {
            auth.time.pass(Duration.ofSeconds(10));
            verifier.verify(good);
            assertThat(auth.requests()).isEqualTo(1 + REFUSALS + i);
        }
        auth.answer(AuthStub.error(403, "session_not_found"));
        auth.time.pass(Duration.ofSeconds(10));
        assertRefused(verifier, good, Reason.SESSION_NOT_FOUND);
    }

    @Test
    void good_tokens_and_outages_use_up_nothing() {
        TokenVerifier verifier = auth.verifier();
        for (int i = 0; i < REFUSALS + 10; i++) {
            verifier.verify(TestIssuer.hs256(TestIssuer.claimsWith("good", "" + i)));
        }
        auth.answer(AuthStub.html(418)); // no news about a token, and no reason to leave the server alone
        for (int i = 0; i < REFUSALS + 10; i++) {
            assertThatExceptionOfType(AuthUnavailableException.class).isThrownBy(() -> verifier.verify(forged()));
        }
        assertThat(auth.requests()).isEqualTo(2 * REFUSALS + 20);
        flood(verifier);
    }

    @Test
    void tokens_that_are_proven_here_are_not_counted() {
        TokenVerifier verifier = auth.verifier(auth.config().jwtSecret(TestIssuer.SECRET));
        auth.answer(AuthStub.error(403, "session_not_found"));
        for (int i = 0; i < REFUSALS + 10; i++) {
            String signedOut = TestIssuer.hs256(TestIssuer.claimsWith("n", "" + i));
            assertRefused(verifier, signedOut, Reason.SESSION_NOT_FOUND);
        }
        assertThat(auth.requests()).isEqualTo(REFUSALS + 10);
    }
}
