package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyChecksumTest {

    private static final String PROJECT = "abcdefghijklmnopqrst";
    private static final String PUBLISHABLE = "sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_qnBVA8E2";
    private static final String SECRET = "sb_secret_AAAAAAAAAAAAAAAAAAAAAA_7kiRrkbS";

    @ParameterizedTest
    @CsvSource({
        PROJECT + ", " + PUBLISHABLE,
        PROJECT + ", " + SECRET,
        "supabase-self-hosted, sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_qcQJXLgl",
        "supabase-self-hosted, sb_secret_AAAAAAAAAAAAAAAAAAAAAA_7cwZOLm2",
        PROJECT + ", eyJhbGciOiJIUzI1NiJ9.e30.older-keys-have-none"
    })
    void a_key_fits_its_project(String project, String key) {
        assertThat(KeyChecksum.fits(project, key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_qcQJXLgl", // another project's
                "sb_publishable_AAAAAAAAAAAAAAAAAAAAAB_qnBVA8E2",
                "sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_qnBVA8E",
                "sb_publishable_AAAAAAAAAAAAAAAAAAAAAA",
                "sb_secret_AAAAAAAAAAAAAAAAAAAAAA_qnBVA8E2",
                "sb_publishable_",
                "sb_"
            })
    void a_key_that_was_mangled_does_not(String key) {
        assertThat(KeyChecksum.fits(PROJECT, key)).isFalse();
    }

    @Test
    void a_project_has_a_name_only_at_supabase() {
        assertThat(KeyChecksum.project(URI.create("https://" + PROJECT + ".supabase.co")))
                .contains(PROJECT);
        for (String url : new String[] {
            "http://127.0.0.1:54321",
            "http://localhost:54321",
            "https://api.example.com",
            "https://" + PROJECT + ".supabase.co.example.com",
            "https://short.supabase.co"
        }) {
            assertThat(KeyChecksum.project(URI.create(url))).isEmpty();
        }
    }

    @Test
    void keys_that_do_not_fit_are_named_in_one_warning_and_used_all_the_same() {
        try (CapturedLog log = new CapturedLog()) {
            SupabaseConfig config = TestIssuer.config()
                    .publishableKey(PUBLISHABLE)
                    .publishableKey("web", "sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_00000000")
                    .secretKey("cron", "sb_secret_AAAAAAAAAAAAAAAAAAAAAA_00000000")
                    .build();
            assertThat(log.lines("WARN"))
                    .singleElement()
                    .asString()
                    .contains("publishableKey web, secretKey cron", PROJECT)
                    .doesNotContain("00000000", "default");
            assertThat(ApiKeys.of(config).find("sb_secret_AAAAAAAAAAAAAAAAAAAAAA_00000000"))
                    .hasSize(1);
        }
    }

    @Test
    void nothing_is_said_about_keys_that_fit_or_of_projects_on_this_machine() {
        try (CapturedLog log = new CapturedLog()) {
            assertThatCode(() -> {
                        SupabaseConfig fitting = TestIssuer.config()
                                .publishableKey(PUBLISHABLE)
                                .secretKey(SECRET)
                                .build();
                        SupabaseConfig local = SupabaseConfig.builder(URI.create("http://127.0.0.1:54321"))
                                .publishableKey("sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH")
                                .build();
                        assertThat(fitting).isNotEqualTo(local);
                    })
                    .doesNotThrowAnyException();
            assertThat(log.lines("WARN")).isEmpty();
        }
    }
}
