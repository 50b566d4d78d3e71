package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    @Test
    void words_and_methods_say_the_same() {
        assertThat(Access.user()).hasToString("user");
        assertThat(Access.none()).hasToString("none");
        assertThat(Access.publishableKey()).hasToString("publishable");
        assertThat(Access.publishableKey("web")).hasToString("publishable:web");
        assertThat(Access.anyPublishableKey()).hasToString("publishable:*");
        assertThat(Access.secretKey()).hasToString("secret");
        assertThat(Access.secretKey("cron")).hasToString("secret:cron");
        assertThat(Access.anySecretKey()).hasToString("secret:*");
        assertThat(Access.user().or(Access.secretKey("cron")).or(Access.none())).hasToString("user, secret:cron, none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "secret:*", "user, publishable:web, none", "secret, publishable:a b", "none"})
    void words_that_are_read_are_written_the_same(String modes) {
        assertThat(Access.parse(modes)).hasToString(modes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "user,",
                ",user",
                "User",
                "users",
                "user:ada",
                "user:",
                "none:x",
                "anon",
                "service_role",
                "secret:",
                "secret: ",
                "publishable:",
                "Secret",
                "secret;user",
                "secret user"
            })
    void words_that_make_no_sense_are_refused(String modes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.parse(modes))
                .withMessageStartingWith("access \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none, user", "user, none, secret", "none, none"})
    void nothing_comes_after_none(String modes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.parse(modes))
                .withMessageContaining("put none last");
    }

    @ParameterizedTest
    @CsvSource({
        "publishable, publishableKey (SUPABASE_PUBLISHABLE_KEY)",
        "publishable:*, publishableKey (SUPABASE_PUBLISHABLE_KEY)",
        "publishable:app, publishableKey of that name (SUPABASE_PUBLISHABLE_KEYS",
        "secret, secretKey (SUPABASE_SECRET_KEY)",
        "'user, secret:cron', secretKey of that name (SUPABASE_SECRET_KEYS"
    })
    void a_gate_for_a_key_that_the_project_does_not_have_is_not_built(String modes, String setting) {
        SupabaseConfig config = SupabaseConfig.builder(TestIssuer.PROJECT)
                .secretKey("web", "sb_secret_web")
                .build();
        SupabaseConfig none = SupabaseConfig.builder(TestIssuer.PROJECT).build();
        TokenVerifier verifier = TestIssuer.verifier(TestIssuer.config());
        for (SupabaseConfig lacking : List.of(config, none)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Gate.of(Access.parse(modes), verifier, lacking))
                    .withMessageContaining("asks for a key that is not configured: set " + setting);
        }
    }

    @Test
    void demands_add_up() {
        CallerDemands demands = Access.user()
                .requiringSecondFactor()
                .or(Access.user().refusingAnonymousUsers().refusingOAuthClientsExcept(List.of("a", "b")))
                .refusingOAuthClientsExcept(List.of("b", "c"))
                .demands();
        assertThat(demands.secondFactor()).isTrue();
        assertThat(demands.account()).isTrue();
        assertThat(demands.clients())
                .hasValueSatisfying(clients -> assertThat(clients).containsExactly("b"));
    }

    @Test
    void a_demand_of_either_side_is_a_demand() {
        CallerDemands strict = new CallerDemands(true, true, Optional.of(Set.of("a")));
        assertThat(strict.and(CallerDemands.NONE)).isEqualTo(strict);
        assertThat(CallerDemands.NONE.and(strict)).isEqualTo(strict);
        assertThat(CallerDemands.NONE.and(CallerDemands.NONE)).isEqualTo(CallerDemands.NONE);
    }
}
