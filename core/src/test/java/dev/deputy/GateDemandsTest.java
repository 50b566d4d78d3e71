package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gate demands of users beyond a good token. */
class GateDemandsTest {

    private static final SupabaseConfig CONFIG = TestIssuer.config().build();
    private static final TokenVerifier VERIFIER = TestIssuer.verifier(TestIssuer.config());

    private static Decision decide(Access access, String claims) {
        String token = TestIssuer.token(TestIssuer.ES256, claims);
        return Gate.of(access, VERIFIER, CONFIG).decide("GET", List.of("Bearer " + token));
    }

    private static void assertRefused(Decision decision, int status, String code, String challenge) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Refuse.class, refuse -> {
            assertThat(refuse.status()).isEqualTo(status);
            assertThat(refuse.code()).isEqualTo(code);
            assertThat(refuse.headers().get("WWW-Authenticate")).isEqualTo(challenge);
        });
    }

    @Test
    void a_second_factor_is_asked_for_so_that_the_client_can_come_back_with_one() {
        Access access = Access.user().requiringSecondFactor();
        String challenge = "Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\"";
        assertRefused(decide(access, TestIssuer.claims()), 401, "insufficient_aal", challenge);
        assertRefused(decide(access, TestIssuer.claimsWithout("aal")), 401, "insufficient_aal", challenge);
        for (String aal : List.of("\"AAL2\"", "\"aal3\"", "2", "[\"aal2\"]", "\"\"", "null")) {
            assertRefused(decide(access, TestIssuer.claimsWith("aal", aal)), 401, "insufficient_aal", challenge);
        }
        assertThat(decide(access, TestIssuer.claimsWith("aal", "\"aal2\""))).isInstanceOf(Decision.Admit.class);
        assertThat(decide(Access.user(), TestIssuer.claims())).isInstanceOf(Decision.Admit.class);
    }

    @Test
    void anonymous_users_are_refused_where_an_account_is_needed() {
        String anonymous = TestIssuer.claimsWith("is_anonymous", "true");
        assertRefused(
                decide(Access.user().refusingAnonymousUsers(), anonymous),
                403,
                "anonymous_not_allowed",
                "Bearer error=\"insufficient_scope\"");
        assertThat(decide(Access.user(), anonymous)).isInstanceOf(Decision.Admit.class);
        assertThat(decide(Access.user().refusingAnonymousUsers(), TestIssuer.claims()))
                .isInstanceOf(Decision.Admit.class);
    }

    @Test
    void oauth_clients_are_refused_but_those_that_are_named() {
        Access access = Access.user().refusingOAuthClientsExcept(List.of("known"));
        for (String client : List.of("\"other\"", "\"\"", "1", "[\"known\"]")) {
            assertRefused(
                    decide(access, TestIssuer.claimsWith("client_id", client)),
                    403,
                    "client_not_allowed",
                    "Bearer error=\"insufficient_scope\"");
        }
        assertThat(decide(access, TestIssuer.claimsWith("client_id", "\"known\"")))
                .isInstanceOf(Decision.Admit.class);
        assertThat(decide(access, TestIssuer.claims())).isInstanceOf(Decision.Admit.class);
        assertThat(decide(Access.user(), TestIssuer.claimsWith("client_id", "\"other\"")))
                .isInstanceOf(Decision.Admit.class);
    }

    @Test
    void a_demand_that_is_not_met_does_not_make_a_user_nobody() {
        Access access = Access.user().requiringSecondFactor().or(Access.none());
        assertThat(decide(access, TestIssuer.claims())).isInstanceOf(Decision.Refuse.class);
    }
}
