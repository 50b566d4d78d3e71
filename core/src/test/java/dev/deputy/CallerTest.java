package dev.deputy;

import static dev.deputy.TestIssuer.ES256;
import static dev.deputy.TestIssuer.claims;
import static dev.deputy.TestIssuer.claimsWith;
import static dev.deputy.TestIssuer.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static Caller caller(String claims) {
        return TestIssuer.verifier(TestIssuer.config()).verify(token(ES256, claims));
    }

    @Test
    void a_caller_knows_what_the_token_says() {
        Caller caller = caller(claims());

        assertThat(caller.userId()).isEqualTo(UUID.fromString(TestIssuer.USER));
        assertThat(caller.subject()).isEqualTo(TestIssuer.USER);
        assertThat(caller.role()).isEqualTo("authenticated");
        assertThat(caller.issuer()).contains(TestIssuer.PROJECT + "/auth/v1");
        assertThat(caller.email()).contains("ada@example.com");
        assertThat(caller.phone()).isEmpty();
        assertThat(caller.expiresAt()).isEqualTo(TestIssuer.NOW.plusSeconds(3600));
        assertThat(caller.sessionId()).contains(UUID.fromString("0d1f5a53-4f0b-4a0f-8a43-6a3f0e1d2c3b"));
        assertThat(caller.aal()).contains("aal1");
        assertThat(caller.isAnonymous()).isFalse();
        assertThat(caller.clientId()).isEmpty();
        assertThat(caller.appMetadata()).containsEntry("provider", "email");
        assertThat(caller.userMetadata()).containsEntry("name", "Ada");
        assertThat(caller.claimsAsJson()).isEqualTo(claims());
        assertThat(caller.accessToken()).isNotEmpty();
    }

    @Test
    void a_subject_is_in_lower_case() {
        Caller caller = caller(claimsWith("sub", "\"" + TestIssuer.USER.toUpperCase(java.util.Locale.ROOT) + "\""));

        assertThat(caller.subject()).isEqualTo(TestIssuer.USER);
        assertThat(caller.userId()).isEqualTo(UUID.fromString(TestIssuer.USER));
    }

    @Test
    void a_phone_number_is_told() {
        assertThat(caller(claimsWith("phone", "\"4915112345678\"")).phone()).contains("4915112345678");
    }

    @Test
    void anonymous_users_and_o_auth_clients_are_told() {
        assertThat(caller(claimsWith("is_anonymous", "true")).isAnonymous()).isTrue();
        assertThat(caller(claimsWith("is_anonymous", "\"yes\"")).isAnonymous()).isTrue();
        assertThat(caller(claimsWith("is_anonymous", "null")).isAnonymous()).isFalse();
        assertThat(caller(claimsWith("client_id", "\"abc\"")).clientId()).contains("abc");
    }

    @Test
    void a_caller_knows_what_the_token_was_signed_with() {
        TokenVerifier verifier = TestIssuer.verifier(TestIssuer.config().jwtSecret(TestIssuer.SECRET));
        assertThat(verifier.verify(TestIssuer.token(TestIssuer.ES256)).algorithm())
                .isEqualTo(Algorithm.ES256);
        assertThat(verifier.verify(TestIssuer.hs256(TestIssuer.claims())).algorithm())
                .isEqualTo(Algorithm.HS256);
    }

    @Test
    void claims_of_an_unexpected_type_are_as_good_as_absent() {
        Caller caller = caller(
                claimsWith("session_id", "\"1-2-3-4-5\"").replace("\"email\":\"ada@example.com\"", "\"email\":7"));

        assertThat(caller.sessionId()).isEmpty();
        assertThat(caller.email()).isEmpty();
        assertThat(caller(claimsWith("app_metadata", "\"x\"")).appMetadata()).isEmpty();
        assertThat(caller(claimsWith("session_id", "7")).sessionId()).isEmpty();
    }

    @Test
    void nulls_are_left_out_at_every_depth_and_the_signed_text_is_kept() {
        String json = claimsWith("extra", "{\"a\":null,\"b\":[1,null,{\"c\":null,\"d\":2.5}],\"e\":[],\"f\":true}");
        Caller caller = caller(json);

        assertThat(caller.claims())
                .containsEntry(
                        "extra",
                        Map.of("b", List.of(1L, Map.of("d", new BigDecimal("2.5"))), "e", List.of(), "f", true));
        assertThat(caller(claimsWith("extra", "null")).claims()).doesNotContainKey("extra");
        assertThat(caller.claimsAsJson()).isEqualTo(json);
    }

    @Test
    void what_a_caller_hands_out_cannot_be_changed() {
        for (Caller caller : List.of(caller(claims()), caller(claimsWith("x", "null")))) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> caller.claims().put("role", "x"));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> caller.appMetadata().clear());
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> caller.appMetadata().put("role", "x"));
        }
    }

    @Test
    void callers_are_equal_when_their_claims_are_and_the_token_does_not_count() {
        assertThat(caller(claims())).isEqualTo(caller(claims())).hasSameHashCodeAs(caller(claims()));
        assertThat(caller(claims())).isNotEqualTo(caller(claims() + " ")).isNotEqualTo("x");
    }

    @Test
    void a_caller_prints_without_token_and_personal_data() {
        assertThat(caller(claims())).hasToString("Caller[" + TestIssuer.USER + ", authenticated]");
    }

    @Test
    void the_listener_hears_what_became_of_each_token() {
        List<String> heard = new ArrayList<>();
        TokenVerifier verifier = TestIssuer.verifier(TestIssuer.config(), writing(heard));

        verifier.verify(token(ES256));
        verifier.verify(token(ES256));
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> verifier.verify("x"));

        String verified = "verified Caller[" + TestIssuer.USER + ", authenticated]";
        assertThat(heard).containsExactly(verified, verified, "refused MALFORMED");
    }

    @Test
    void the_listener_hears_what_comes_of_a_check_too_and_once() {
        List<String> heard = new ArrayList<>();
        AtomicBoolean known = new AtomicBoolean();
        TokenVerifier verifier = TestIssuer.verifier(TestIssuer.config(), writing(heard))
                .checking(new CallerCheck() {
                    @Override
                    public void check(Caller caller) {
                        if (!known.getAndSet(true)) {
                            throw new InvalidTokenException(InvalidTokenException.Reason.SESSION_NOT_FOUND);
                        }
                    }

                    @Override
                    public boolean passesAtOnce(Caller caller) {
                        return known.get();
                    }
                });

        String token = token(ES256);
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> verifier.verify(token));
        known.set(false);
        assertThat(verifier.verifyAtOnce(token)).isEmpty();
        assertThat(heard).containsExactly("refused SESSION_NOT_FOUND");

        known.set(true);
        assertThat(verifier.verifyAtOnce(token)).contains(verifier.verify(token));
        String verified = "verified Caller[" + TestIssuer.USER + ", authenticated]";
        assertThat(heard).containsExactly("refused SESSION_NOT_FOUND", verified, verified);
    }

    private static AuthListener writing(List<String> heard) {
        return new AuthListener() {
            @Override
            public void verified(Caller caller) {
                heard.add("verified " + caller);
            }

            @Override
            public void refused(InvalidTokenException.Reason reason) {
                heard.add("refused " + reason);
            }
        };
    }
}
