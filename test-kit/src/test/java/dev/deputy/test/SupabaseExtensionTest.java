package dev.deputy.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.Caller;
import dev.deputy.local.LocalSupabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings of a test's own. */
class SupabaseExtensionTest {

    @RegisterExtension
    static final SupabaseExtension EXTENSION = SupabaseExtension.from(
            LocalSupabase.builder().auth(auth -> auth.withSignUps(false)).template());

    @Test
    void nobody_can_sign_up_but_the_test_is_somebody(LocalSupabase supabase, Caller ada) {
        assertThat(ada.email().orElseThrow()).startsWith("ada-");
        assertThatThrownBy(() -> supabase.signUp("bob@example.com", "a long password"))
                .hasMessageContaining("422");
    }
}
