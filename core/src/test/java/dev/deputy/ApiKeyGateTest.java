package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which combinations of modes and credentials get in, and as what. */
class ApiKeyGateTest {

    private static final String PUBLISHABLE = "sb_publishable_default";
    private static final String PUBLISHABLE_WEB = "sb_publishable_web";
    private static final String SECRET = "sb_secret_default";
    private static final String SECRET_CRON = "sb_secret_cron";
    private static final String ANON = TestIssuer.hs256("{\"iss\":\"supabase\",\"role\":\"anon\",\"exp\":2000000000}");
    private static final String SERVICE_ROLE =
            TestIssuer.hs256("{\"iss\":\"supabase\",\"role\":\"service_role\",\"exp\":2000000000}");
    private static final String UNKNOWN = "sb_secret_unknown";

    private static final String GOOD = TestIssuer.token(TestIssuer.ES256);
    private static final String EXPIRED = TestIssuer.token(TestIssuer.ES256, TestIssuer.claimsWith("exp", "1"));

    private static final SupabaseConfig CONFIG = TestIssuer.config()
            .publishableKey(PUBLISHABLE)
            .publishableKey("web", PUBLISHABLE_WEB)
            .secretKey(SECRET)
            .secretKey("cron", SECRET_CRON)
            .anonKey(ANON)
            .serviceRoleKey(SERVICE_ROLE)
            .build();
    private static final TokenVerifier VERIFIER = TestIssuer.verifier(TestIssuer.config());

    /** What comes of a request in a word: skip, the user, a key's kind and name, or the status and code of a refusal. */
    private static String outcome(Access access, List<String> authorization, List<String> apikey) {
        Decision decision = Gate.of(access, VERIFIER, CONFIG).decide("GET", authorization, apikey);
        if (decision instanceof Decision.Admit admit) {
            return admit.caller().subject().equals(TestIssuer.USER) ? "user" : "somebody else";
        }
        if (decision instanceof Decision.AdmitKey admit) {
            return admit.key().kind().name().toLowerCase(java.util.Locale.ROOT) + ":"
                    + admit.key().name();
        }
        if (decision instanceof Decision.Refuse refuse) {
            return refuse.status() + " " + refuse.code();
        }
        return "skip";
    }

    private static String outcome(String modes, String token, String apikey) {
        return outcome(
                Access.parse(modes),
                token.isEmpty() ? List.of() : List.of("Bearer " + token),
                apikey.isEmpty() ? List.of() : List.of(apikey));
    }

    private static final String NO = "";
    private static final String MISSING = "401 missing_credentials";
    private static final String BAD_TOKEN = "401 invalid_token";
    private static final String BAD_KEY = "401 invalid_api_key";

    static Stream<Arguments> combinations() {
        return Stream.of(
                // modes, token, apikey, outcome
                Arguments.of("user", NO, NO, MISSING),
                Arguments.of("user", GOOD, NO, "user"),
                Arguments.of("user", EXPIRED, NO, BAD_TOKEN),
                Arguments.of("user", GOOD, PUBLISHABLE, "user"),
                Arguments.of("user", GOOD, UNKNOWN, "user"), // keys are not looked at where none is accepted
                Arguments.of("user", NO, SECRET, MISSING),
                Arguments.of("user", SECRET, NO, BAD_TOKEN),
                Arguments.of("user", SECRET, SECRET, BAD_TOKEN),
                Arguments.of("user", SERVICE_ROLE, NO, BAD_TOKEN),
                Arguments.of("user, none", NO, NO, "skip"),
                Arguments.of("user, none", GOOD, NO, "user"),
                Arguments.of("user, none", EXPIRED, NO, BAD_TOKEN),
                Arguments.of("user, none", PUBLISHABLE, NO, BAD_TOKEN),
                Arguments.of("none", NO, NO, "skip"),
                Arguments.of("none", EXPIRED, UNKNOWN, "skip"), // nothing is looked at
                Arguments.of("publishable", NO, PUBLISHABLE, "publishable:default"),
                Arguments.of("publishable", NO, ANON, "publishable:anon"),
                Arguments.of("publishable", NO, PUBLISHABLE_WEB, BAD_KEY),
                Arguments.of("publishable", NO, SECRET, MISSING),
                Arguments.of("publishable", NO, UNKNOWN, BAD_KEY),
                Arguments.of("publishable", NO, NO, MISSING),
                Arguments.of("publishable", EXPIRED, PUBLISHABLE, "publishable:default"), // tokens are not looked at
                Arguments.of("publishable", PUBLISHABLE, NO, MISSING),
                Arguments.of("publishable:web", NO, PUBLISHABLE_WEB, "publishable:web"),
                Arguments.of("publishable:web", NO, PUBLISHABLE, BAD_KEY),
                Arguments.of("publishable:web", NO, ANON, BAD_KEY),
                Arguments.of("publishable:*", NO, PUBLISHABLE, "publishable:default"),
                Arguments.of("publishable:*", NO, PUBLISHABLE_WEB, "publishable:web"),
                Arguments.of("publishable:*", NO, ANON, "publishable:anon"),
                Arguments.of("publishable:*", NO, SECRET, MISSING),
                Arguments.of("publishable:anon", NO, ANON, "publishable:anon"),
                Arguments.of("secret", NO, SECRET, "secret:default"),
                Arguments.of("secret", NO, SERVICE_ROLE, "secret:service_role"),
                Arguments.of("secret", NO, SECRET_CRON, BAD_KEY),
                Arguments.of("secret", NO, PUBLISHABLE, MISSING),
                Arguments.of("secret", NO, ANON, MISSING),
                Arguments.of("secret", SECRET, NO, MISSING),
                Arguments.of("secret", SERVICE_ROLE, NO, MISSING),
                Arguments.of("secret:cron", NO, SECRET_CRON, "secret:cron"),
                Arguments.of("secret:cron", NO, SECRET, BAD_KEY),
                Arguments.of("secret:*", NO, SECRET_CRON, "secret:cron"),
                Arguments.of("secret:*", NO, SERVICE_ROLE, "secret:service_role"),
                // a bad key is refused, never ignored: not for everybody's access, nor for a user's
                Arguments.of("secret, none", NO, NO, "skip"),
                Arguments.of("secret, none", NO, UNKNOWN, BAD_KEY),
                Arguments.of("secret, none", NO, "garbage", BAD_KEY),
                Arguments.of("secret, none", NO, SECRET_CRON, BAD_KEY),
                Arguments.of("secret, none", NO, PUBLISHABLE, "skip"),
                Arguments.of("secret, none", NO, SECRET, "secret:default"),
                Arguments.of("user, secret", GOOD, UNKNOWN, BAD_KEY),
                Arguments.of("user, publishable, none", NO, "sb_publishable_wrong", BAD_KEY),
                Arguments.of("user, publishable, none", GOOD, "sb_publishable_wrong", BAD_KEY),
                // a bad token is refused, whatever the key, and in whatever order
                Arguments.of("publishable, user", EXPIRED, PUBLISHABLE, BAD_TOKEN),
                Arguments.of("user, publishable", EXPIRED, PUBLISHABLE, BAD_TOKEN),
                Arguments.of("secret, user", EXPIRED, SECRET, BAD_TOKEN),
                Arguments.of("secret, user, none", "garbage", SECRET, BAD_TOKEN),
                Arguments.of("user, secret, none", EXPIRED, NO, BAD_TOKEN),
                // the first mode that fits counts
                Arguments.of("user, publishable", GOOD, PUBLISHABLE, "user"),
                Arguments.of("publishable, user", GOOD, PUBLISHABLE, "publishable:default"),
                Arguments.of("user, publishable", NO, PUBLISHABLE, "publishable:default"),
                Arguments.of("publishable, user", GOOD, NO, "user"),
                Arguments.of("user, secret", GOOD, PUBLISHABLE, "user"), // as browsers send it
                Arguments.of("user, secret", NO, PUBLISHABLE, MISSING),
                Arguments.of("user, secret", NO, NO, MISSING),
                Arguments.of("publishable:web, secret:cron, user", NO, SECRET_CRON, "secret:cron"),
                Arguments.of("publishable:web, publishable", NO, PUBLISHABLE, "publishable:default"),
                // a key sent twice, as Supabase's clients do when nobody is signed in, is one key and no token
                Arguments.of("user, publishable", PUBLISHABLE, PUBLISHABLE, "publishable:default"),
                Arguments.of("user, publishable", ANON, ANON, "publishable:anon"),
                Arguments.of("user, secret", SERVICE_ROLE, SERVICE_ROLE, "secret:service_role"),
                Arguments.of("user, secret", PUBLISHABLE, PUBLISHABLE, MISSING),
                Arguments.of("user, secret, none", PUBLISHABLE, PUBLISHABLE, "skip"),
                Arguments.of("user, secret", SECRET, PUBLISHABLE, BAD_TOKEN),
                Arguments.of("user, publishable", PUBLISHABLE_WEB, PUBLISHABLE, BAD_TOKEN),
                Arguments.of("user, publishable", PUBLISHABLE, NO, BAD_TOKEN),
                Arguments.of("user, publishable, none", UNKNOWN, UNKNOWN, BAD_KEY));
    }

    static Stream<Arguments> combinationsWithGoodTokens() {
        return combinations().filter(combination -> combination.get()[1].equals(GOOD));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("combinations")
    void each_combination_has_one_outcome(String modes, String token, String apikey, String outcome) {
        assertThat(outcome(modes, token, apikey)).isEqualTo(outcome);
    }

    /** Another gate, at the application's door, has verified the token before it is known which rule holds. */
    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("combinationsWithGoodTokens")
    void a_caller_who_was_admitted_before_fares_the_same(String modes, String token, String apikey, String outcome) {
        Gate gate = Gate.of(Access.parse(modes), VERIFIER, CONFIG);
        List<String> apikeys = apikey.isEmpty() ? List.of() : List.of(apikey);

        assertThat(gate.decide("GET", VERIFIER.verify(token), apikeys))
                .isEqualTo(gate.decide("GET", List.of("Bearer " + token), apikeys));
    }

    @Test
    void what_is_demanded_of_users_is_demanded_of_those_who_were_admitted_before() {
        Gate gate = Gate.of(Access.user().requiringSecondFactor(), VERIFIER, CONFIG);

        assertThat(gate.decide("GET", VERIFIER.verify(GOOD), List.of()))
                .asInstanceOf(type(Decision.Refuse.class))
                .extracting(Decision.Refuse::code)
                .isEqualTo("insufficient_aal");
    }

    @Test
    void several_apikey_fields_are_refused_even_when_they_are_equal() {
        for (String modes : List.of("secret", "secret, none", "user, secret", "publishable:*, user")) {
            assertThat(outcome(Access.parse(modes), List.of(), List.of(SECRET, SECRET)))
                    .isEqualTo(BAD_KEY);
            assertThat(outcome(Access.parse(modes), List.of("Bearer " + GOOD), List.of(SECRET, "")))
                    .isEqualTo(BAD_KEY);
            assertThat(outcome(Access.parse(modes), List.of(), List.of("", ""))).isEqualTo(BAD_KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s,%s", "%s %s", "Bearer %s", "\"%s\"", "%s\u00a0", "%s\u0000", "%s;", "x%s", "%sx"})
    void a_key_with_anything_around_it_is_none(String shape) {
        String apikey = String.format(shape, SECRET, SECRET);
        assertThat(outcome(Access.parse("secret, none"), List.of(), List.of(apikey)))
                .isEqualTo(BAD_KEY);
    }

    @Test
    void keys_are_compared_exactly_and_whole() {
        for (String apikey : List.of(
                SECRET.toUpperCase(java.util.Locale.ROOT),
                SECRET.substring(0, SECRET.length() - 1),
                SECRET.substring(1),
                "*",
                "default",
                "secret",
                "null",
                "undefined")) {
            assertThat(outcome("secret:*, none", NO, apikey)).isEqualTo(BAD_KEY);
        }
    }

    @Test
    void white_space_around_the_field_does_not_matter_and_an_empty_field_is_none() {
        assertThat(outcome("secret", NO, " \t" + SECRET + "\t ")).isEqualTo("secret:default");
        assertThat(outcome(Access.parse("secret, none"), List.of(), List.of(" ")))
                .isEqualTo("skip");
        assertThat(outcome(Access.parse("secret"), List.of(), List.of(""))).isEqualTo(MISSING);
    }

    @Test
    void several_authorization_fields_and_other_schemes_are_refused_whatever_the_key() {
        for (String modes : List.of("user, secret", "secret, user", "secret, user, none")) {
            assertThat(outcome(Access.parse(modes), List.of("Bearer " + GOOD, "Bearer " + GOOD), List.of(SECRET)))
                    .isEqualTo(BAD_TOKEN);
            assertThat(outcome(Access.parse(modes), List.of("Basic dXNlcg=="), List.of(SECRET)))
                    .isEqualTo(MISSING);
        }
    }

    @Test
    void a_key_under_two_names_is_admitted_by_either() {
        SupabaseConfig config = TestIssuer.config()
                .secretKey("old", SECRET)
                .secretKey("new", SECRET)
                .build();
        for (String name : List.of("old", "new")) {
            assertThat(Gate.of(Access.secretKey(name), VERIFIER, config).decide("GET", List.of(), List.of(SECRET)))
                    .isEqualTo(new Decision.AdmitKey(new ApiKey(ApiKey.Kind.SECRET, name)));
        }
    }

    @Test
    void an_outage_of_auth_is_503_even_with_a_good_key_because_the_token_may_be_bad() {
        TokenVerifier down = token -> {
            throw new AuthUnavailableException("down", Duration.ofSeconds(3), null);
        };
        Gate gate = Gate.of(Access.parse("secret, user"), down, CONFIG);
        assertThat(gate.decide("GET", List.of("Bearer " + GOOD), List.of(SECRET)))
                .isInstanceOfSatisfying(Decision.Refuse.class, refuse -> {
                    assertThat(refuse.status()).isEqualTo(503);
                    assertThat(refuse.headers()).containsEntry("Retry-After", "3");
                });
        assertThat(gate.decide("GET", List.of("Bearer " + GOOD), List.of(UNKNOWN)))
                .isEqualTo(Refusal.INVALID_KEY); // nobody needs to be asked about that
    }

    @Test
    void a_preflight_passes_every_gate() {
        assertThat(Gate.of(Access.secretKey(), VERIFIER, CONFIG).decide("OPTIONS", List.of(), List.of(UNKNOWN)))
                .isEqualTo(new Decision.Skip());
    }

    @Test
    void a_gate_for_keys_that_is_not_told_of_any_admits_none() {
        assertThat(Gate.of(Access.secretKey(), VERIFIER, CONFIG).decide("GET", List.of("Bearer " + GOOD)))
                .isEqualTo(Refusal.MISSING);
    }

    @Test
    void the_refusal_of_a_key_is_the_same_whatever_is_wrong_with_it() {
        List<Decision> refusals = new ArrayList<>();
        Gate gate = Gate.of(Access.parse("secret, user"), VERIFIER, CONFIG);
        for (List<String> apikey :
                List.of(List.of(UNKNOWN), List.of(SECRET_CRON), List.of(SECRET, SECRET), List.of("x".repeat(10_000)))) {
            refusals.add(gate.decide("GET", List.of(), apikey));
        }
        assertThat(refusals).containsOnly(Refusal.INVALID_KEY);
        assertThat(Refusal.INVALID_KEY.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(Refusal.INVALID_KEY.body())
                .contains("\"status\":401", "\"code\":\"invalid_api_key\"", "\"detail\":\"Invalid API key\"");
    }

    @Test
    void a_decision_names_the_key_and_does_not_show_it() {
        Decision decision = Gate.of(Access.secretKey(), VERIFIER, CONFIG).decide("GET", List.of(), List.of(SECRET));
        assertThat(decision.toString()).contains("SECRET", "default").doesNotContain(SECRET);
    }

    /** Keys that differ early and late are compared alike: by all of their hashes, in the library's constant-time way. */
    @Test
    void a_key_is_looked_for_among_all_keys_without_stopping_at_the_first() {
        assertThat(ApiKeys.of(TestIssuer.config()
                                .secretKey("a", SECRET)
                                .secretKey("b", SECRET)
                                .secretKey("c", SECRET_CRON)
                                .build())
                        .find(SECRET))
                .extracting(ApiKey::name)
                .containsExactly("a", "b");
    }
}
