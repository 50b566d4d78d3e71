package dev.deputy;

import static dev.deputy.TestIssuer.ES256;
import static dev.deputy.TestIssuer.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule for users: what passes, and the answers to the rest down to the last byte. */
class GateTest {

    private static final TokenVerifier VERIFIER = TestIssuer.verifier(TestIssuer.config());
    private static final Gate REQUIRED = Gate.requiringCaller(VERIFIER);
    private static final Gate OPTIONAL = Gate.allowingNoCaller(VERIFIER);

    private static final Decision.Refuse UNAUTHORIZED = new Decision.Refuse(
            401,
            "missing_credentials",
            "Unauthorized",
            Map.of("WWW-Authenticate", "Bearer"),
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Unauthorized\","
                    + "\"code\":\"missing_credentials\"}");

    private static final Decision.Refuse INVALID = new Decision.Refuse(
            401,
            "invalid_token",
            "Invalid user token",
            Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"Invalid user token\""),
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Invalid user token\","
                    + "\"code\":\"invalid_token\"}");

    private static Decision get(Gate gate, String... authorization) {
        return gate.decide("GET", List.of(authorization));
    }

    @Test
    void a_good_token_is_admitted_on_behalf_of_its_user() {
        for (Gate gate : List.of(REQUIRED, OPTIONAL)) {
            assertThat(get(gate, "Bearer " + token(ES256)))
                    .isInstanceOfSatisfying(
                            Decision.Admit.class,
                            admit -> assertThat(admit.caller().subject()).isEqualTo(TestIssuer.USER));
        }
    }

    @Test
    void at_once_it_decides_about_all_but_tokens_that_are_new() {
        Gate gate = Gate.requiringCaller(TestIssuer.verifier(TestIssuer.config()));
        List<String> authorization = List.of("Bearer " + token(ES256));

        assertThat(gate.decideAtOnce("GET", authorization, List.of())).isEmpty();
        Decision decision = gate.decide("GET", authorization);
        assertThat(gate.decideAtOnce("GET", authorization, List.of())).contains(decision);
        assertThat(gate.decideAtOnce("GET", List.of(), List.of())).contains(UNAUTHORIZED);
        assertThat(gate.decideAtOnce("OPTIONS", List.of(), List.of())).contains(new Decision.Skip());
        assertThat(gate.decideAtOnce("GET", List.of("Bearer garbage"), List.of()))
                .isEmpty();
    }

    @Test
    void a_verifier_that_does_not_say_is_asked_in_another_thread() {
        Gate gate = Gate.requiringCaller(token -> VERIFIER.verify(token));
        get(gate, "Bearer " + token(ES256));
        assertThat(gate.decideAtOnce("GET", List.of("Bearer " + token(ES256)), List.of()))
                .isEmpty();
    }

    @Test
    void a_verifier_that_refuses_at_once_is_asked_in_another_thread() {
        for (RuntimeException refusal : List.of(
                new InvalidTokenException(InvalidTokenException.Reason.EXPIRED),
                new AuthUnavailableException("away", Duration.ofSeconds(2), null))) {
            Gate gate = Gate.requiringCaller(new TokenVerifier() {
                @Override
                public Caller verify(String token) {
                    throw refusal;
                }

                @Override
                public Optional<Caller> verifyAtOnce(String token) {
                    return Optional.of(verify(token));
                }
            });
            assertThat(gate.decideAtOnce("GET", List.of("Bearer a.b.c"), List.of()))
                    .isEmpty();
            assertThat(gate.decide("GET", List.of("Bearer a.b.c"))).isInstanceOf(Decision.Refuse.class);
        }
    }

    @Test
    void no_credential_is_unauthorized_unless_none_is_needed() {
        assertThat(get(REQUIRED)).isEqualTo(UNAUTHORIZED);
        assertThat(get(REQUIRED, " ")).isEqualTo(UNAUTHORIZED);
        assertThat(get(OPTIONAL)).isEqualTo(new Decision.Skip());
        assertThat(get(OPTIONAL, "")).isEqualTo(new Decision.Skip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "a.b.c", "Token a.b.c"})
    void half_a_credential_is_unauthorized_even_where_none_is_needed(String field) {
        assertThat(get(REQUIRED, field)).isEqualTo(UNAUTHORIZED);
        assertThat(get(OPTIONAL, field)).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void a_bad_token_is_refused_even_where_none_is_needed_and_never_echoed() {
        for (Gate gate : List.of(REQUIRED, OPTIONAL)) {
            assertThat(get(gate, "Bearer nonsense")).isEqualTo(INVALID);
            assertThat(get(gate, "Bearer " + token(ES256) + " x")).isEqualTo(INVALID);
            assertThat(get(gate, "Bearer " + token(ES256), "Bearer " + token(ES256)))
                    .isEqualTo(INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "HEAD",
                "POST",
                "PUT",
                "PATCH",
                "DELETE",
                "TRACE",
                "CONNECT",
                "options",
                "Options",
                "OPTIONS ",
                "PROPFIND",
                ""
            })
    void every_method_but_options_needs_a_credential(String method) {
        assertThat(REQUIRED.decide(method, List.of())).isEqualTo(UNAUTHORIZED);
        assertThat(REQUIRED.decide(method, List.of("Bearer nonsense"))).isEqualTo(INVALID);
    }

    @Test
    void options_passes_without_a_caller_whatever_comes_with_it() {
        for (Gate gate : List.of(REQUIRED, OPTIONAL)) {
            assertThat(gate.decide("OPTIONS", List.of())).isEqualTo(new Decision.Skip());
            assertThat(gate.decide("OPTIONS", List.of("Bearer nonsense"))).isEqualTo(new Decision.Skip());
            assertThat(gate.decide("OPTIONS", List.of("Bearer " + token(ES256))))
                    .isEqualTo(new Decision.Skip());
        }
    }

    @Test
    void a_role_that_is_not_allowed_is_forbidden() {
        assertThat(get(REQUIRED, "Bearer " + token(ES256, TestIssuer.claimsWith("role", "\"service_role\""))))
                .isEqualTo(new Decision.Refuse(
                        403,
                        "role_not_allowed",
                        "This role is not allowed here",
                        Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\""),
                        "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
                                + "\"detail\":\"This role is not allowed here\",\"code\":\"role_not_allowed\"}"));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "1000,1", "1001,2", "2000,2", "60000,60"})
    void what_cannot_be_found_out_is_503_with_the_seconds_to_wait(long millis, String seconds) {
        TokenVerifier unavailable = token -> {
            throw new AuthUnavailableException("down", Duration.ofMillis(millis), null);
        };

        for (Gate gate : List.of(Gate.requiringCaller(unavailable), Gate.allowingNoCaller(unavailable))) {
            assertThat(get(gate, "Bearer a.b.c"))
                    .isEqualTo(new Decision.Refuse(
                            503,
                            "auth_unavailable",
                            "Authentication is not available at the moment",
                            Map.of("Retry-After", seconds),
                            "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                                    + "\"detail\":\"Authentication is not available at the moment\","
                                    + "\"code\":\"auth_unavailable\"}"));
        }
    }

    @Test
    void an_outage_is_warned_of_once_and_not_with_every_request() {
        Gate gate = Gate.requiringCaller(token -> {
            throw new AuthUnavailableException("the keys cannot be fetched", Duration.ofSeconds(1), null);
        });
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 100; i++) {
                get(gate, "Bearer a.b.c");
            }
            assertThat(log.lines("WARN")).singleElement().asString().contains("the keys cannot be fetched");
        }
    }

    @Test
    void the_reason_of_a_refusal_is_one_line_in_the_log_and_the_token_is_nowhere() {
        try (CapturedLog log = new CapturedLog()) {
            BadTokens.all()
                    .filter(bad ->
                            bad.token().length() > 20 && bad.token().strip().equals(bad.token()))
                    .limit(300)
                    .forEach(bad -> get(REQUIRED, "Bearer " + bad.token()));
            get(REQUIRED, "Bearer " + token(ES256));

            assertThat(log.lines("INFO")).hasSize(300).allSatisfy(line -> assertThat(line)
                    .contains("Refused a request: ")
                    .doesNotContain("\n"));
            assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain("eyJ", TestIssuer.SECRET));
        }
    }

    @Test
    void the_log_names_the_reason() {
        try (CapturedLog log = new CapturedLog()) {
            get(REQUIRED, "Bearer " + token(ES256, TestIssuer.claimsWith("exp", "1")));

            assertThat(log.lines("INFO")).singleElement().asString().endsWith("the token has expired (EXPIRED)");
        }
    }
}
