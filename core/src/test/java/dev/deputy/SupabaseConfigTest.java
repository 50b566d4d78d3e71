package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupabaseConfigTest {

    private static final String URL = "https://abcdefghijklmnopqrst.supabase.co";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String ANON = legacyKey("anon");
    private static final String SERVICE_ROLE = legacyKey("service_role");

    private static String legacyKey(String role) {
        return TestIssuer.hs256("{\"iss\":\"supabase\",\"role\":\"" + role + "\",\"exp\":2000000000}");
    }

    private static SupabaseConfig.Builder builder() {
        return SupabaseConfig.builder(URI.create(URL));
    }

    private static SupabaseConfig environment(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>(Map.of("SUPABASE_URL", URL));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return SupabaseConfig.fromEnvironment(environment);
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable building, String... says) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(building)
                .satisfies(e -> assertThat(e.getMessage()).contains(says));
    }

    @Test
    void a_project_needs_only_its_address() {
        SupabaseConfig config = environment();

        assertThat(config.projectUrl()).isEqualTo(URI.create(URL));
        assertThat(config.publicUrl()).isEqualTo(URI.create(URL));
        assertThat(config.jwksUrl()).isEqualTo(URI.create(URL + "/auth/v1/.well-known/jwks.json"));
        assertThat(config.issuers()).containsExactly(URL + "/auth/v1");
        assertThat(config.audiences()).containsExactly("authenticated");
        assertThat(config.roles()).containsExactly("authenticated");
        assertThat(config.algorithms()).containsExactlyInAnyOrder(Algorithm.ES256, Algorithm.RS256);
        assertThat(config.clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.acceptsAnyIssuer()).isFalse();
        assertThat(config.requiresSecondFactor()).isFalse();
        assertThat(config.refusesAnonymousUsers()).isFalse();
        assertThat(config.oauthClients()).isEmpty();
        assertThat(config.thirdPartyIssuers()).isEmpty();
        assertThat(config.publishableKey()).isEmpty();
        assertThat(config.secretKey()).isEmpty();
        assertThat(config.jwtSecret()).isEmpty();
        assertThat(config.jwks()).isEmpty();
    }

    @Test
    void all_variables_are_read() {
        SupabaseConfig config = environment(
                "SUPABASE_PUBLIC_URL",
                "https://api.example.com/",
                "SUPABASE_PUBLISHABLE_KEY",
                "sb_publishable_1",
                "SUPABASE_SECRET_KEY",
                "sb_secret_1",
                "SUPABASE_ANON_KEY",
                ANON,
                "SUPABASE_SERVICE_ROLE_KEY",
                SERVICE_ROLE,
                "SUPABASE_JWT_SECRET",
                SECRET,
                "SUPABASE_JWKS",
                "{\"keys\":[]}",
                "SUPABASE_JWKS_URL",
                "https://keys.example.com/jwks");

        assertThat(config.publicUrl()).isEqualTo(URI.create("https://api.example.com"));
        assertThat(config.issuers()).containsExactly(URL + "/auth/v1", "https://api.example.com/auth/v1");
        assertThat(config.publishableKey()).contains("sb_publishable_1");
        assertThat(config.secretKey()).contains("sb_secret_1");
        assertThat(config.anonKey()).contains(ANON);
        assertThat(config.serviceRoleKey()).contains(SERVICE_ROLE);
        assertThat(config.jwtSecret()).contains(SECRET);
        assertThat(config.jwks()).contains("{\"keys\":[]}");
        assertThat(config.jwksUrl()).isEqualTo(URI.create("https://keys.example.com/jwks"));
    }

    @Test
    void keys_may_have_names_and_then_default_comes_first() {
        SupabaseConfig config = environment(
                "SUPABASE_PUBLISHABLE_KEYS",
                "{\"web\":\"sb_publishable_w\",\"default\":\"sb_publishable_d\"}",
                "SUPABASE_SECRET_KEYS",
                "{\"jobs\":\"sb_secret_j\",\"admin\":\"sb_secret_a\"}",
                "SUPABASE_PUBLISHABLE_KEY",
                "sb_publishable_single",
                "SUPABASE_ANON_KEY",
                ANON);

        assertThat(config.publishableKeys())
                .containsOnly(entry("web", "sb_publishable_w"), entry("default", "sb_publishable_d"));
        assertThat(config.publishableKey()).contains("sb_publishable_d");
        assertThat(config.secretKeys().keySet()).containsExactly("jobs", "admin");
        assertThat(config.secretKey()).contains("sb_secret_j");
    }

    @Test
    void the_older_keys_stand_in_for_the_newer_ones() {
        SupabaseConfig config = environment("SUPABASE_ANON_KEY", ANON, "SUPABASE_SERVICE_ROLE_KEY", SERVICE_ROLE);

        assertThat(config.publishableKey()).contains(ANON);
        assertThat(config.secretKey()).contains(SERVICE_ROLE);
    }

    @Test
    void for_how_long_remote_answers_count_is_given_in_seconds() {
        assertThat(environment().remoteCacheTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(environment("SUPABASE_REMOTE_CACHE_TIME", "7").remoteCacheTime())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(environment("SUPABASE_REMOTE_CACHE_TIME", "0s").remoteCacheTime())
                .isEqualTo(Duration.ZERO);
        for (String wrong : List.of("soon", "-1", "1.5", "s", "9999999999", "61")) {
            refuses(() -> environment("SUPABASE_REMOTE_CACHE_TIME", wrong), "seconds");
        }
    }

    @Test
    void an_empty_variable_is_an_absent_one_and_space_around_a_value_does_not_count_except_in_the_secret() {
        SupabaseConfig config = environment(
                "SUPABASE_URL",
                " " + URL + "/ \n",
                "SUPABASE_PUBLISHABLE_KEY",
                "",
                "SUPABASE_SECRET_KEYS",
                " ",
                "SUPABASE_JWKS",
                "",
                "SUPABASE_JWT_SECRET",
                " ",
                "JWT_SECRET",
                SECRET + " ",
                "SUPABASE_ANON_KEY",
                " " + ANON + "\n");

        assertThat(config.projectUrl()).isEqualTo(URI.create(URL));
        assertThat(config.publishableKey()).contains(ANON);
        assertThat(config.secretKey()).isEmpty();
        assertThat(config.jwks()).isEmpty();
        assertThat(config.jwtSecret()).contains(SECRET + " ");
    }

    @Test
    void the_newer_name_of_the_secret_comes_first() {
        assertThat(environment("SUPABASE_JWT_SECRET", SECRET, "JWT_SECRET", "x".repeat(32))
                        .jwtSecret())
                .contains(SECRET);
    }

    @Test
    void the_issuer_can_be_named_or_left_unchecked() {
        assertThat(environment("SUPABASE_JWT_ISSUER", "https://a.example.com/auth/v1, https://b.example.com")
                        .issuers())
                .containsExactly("https://a.example.com/auth/v1", "https://b.example.com");
        SupabaseConfig none = environment("SUPABASE_JWT_ISSUER", "none");
        assertThat(none.acceptsAnyIssuer()).isTrue();
        refuses(() -> environment("SUPABASE_JWT_ISSUER", "https://a.example.com,"), "SUPABASE_JWT_ISSUER", "empty");
    }

    @Test
    void a_bare_list_of_keys_is_a_key_set() {
        SupabaseConfig config = environment("SUPABASE_JWKS", "[" + TestIssuer.ES256.jwk() + "]");

        assertThat(KeySet.parse(config.jwks().orElseThrow()).size()).isEqualTo(1);
    }

    @Test
    void a_missing_address_is_asked_for() {
        refuses(() -> SupabaseConfig.fromEnvironment(Map.of()), "SUPABASE_URL is not set", "https://abc.supabase.co");
        refuses(() -> environment("SUPABASE_URL", " "), "SUPABASE_URL is not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc.supabase.co",
                "https:",
                "https://",
                "https:///x",
                "ftp://abc.supabase.co",
                "https://user:hunter2@abc.supabase.co",
                "https://abc.supabase.co?x=1",
                "https://abc.supabase.co#x",
                "https://abc supabase.co",
                "not an address",
                "postgresql://postgres:hunter2@db.abc.supabase.co",
                "/auth/v1",
                "https://under_score"
            })
    void a_malformed_address_is_refused_by_the_name_of_its_setting_and_not_repeated(String url) {
        for (String variable : List.of("SUPABASE_URL", "SUPABASE_PUBLIC_URL", "SUPABASE_JWKS_URL")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> environment(variable, url))
                    .withMessageContaining(variable)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://abc.supabase.co",
                "http://kong:8000",
                "http://10.0.0.1",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "HTTP://example.com",
                "http://128.0.0.1"
            })
    void plain_http_is_for_this_machine_only(String url) {
        for (String variable : List.of("SUPABASE_URL", "SUPABASE_PUBLIC_URL", "SUPABASE_JWKS_URL")) {
            refuses(() -> environment(variable, url), variable, "uses http", "SUPABASE_ALLOW_PLAIN_HTTP");
            assertThat(environment(variable, url, "SUPABASE_ALLOW_PLAIN_HTTP", "true"))
                    .isNotNull();
            refuses(() -> environment(variable, url, "SUPABASE_ALLOW_PLAIN_HTTP", "yes"), variable);
        }
        refuses(
                () -> builder()
                        .thirdPartyIssuer(ThirdPartyIssuer.at("x", URI.create(url)))
                        .build(),
                "thirdPartyIssuer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:54321",
                "http://localhost:54321",
                "http://[::1]:54321",
                "http://LOCALHOST",
                "http://127.1.2.3"
            })
    void plain_http_to_this_machine_is_fine(String url) {
        assertThat(environment("SUPABASE_URL", url).projectUrl()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource({
        "https://abc.supabase.co/,https://abc.supabase.co",
        "https://abc.supabase.co///,https://abc.supabase.co",
        "https://example.com/supabase/,https://example.com/supabase",
        "http://127.0.0.1:54321/,http://127.0.0.1:54321"
    })
    void slashes_at_the_end_do_not_count(String url, String expected) {
        SupabaseConfig config = environment("SUPABASE_URL", url);
        assertThat(config.projectUrl()).isEqualTo(URI.create(expected));
        assertThat(config.issuers()).containsExactly(expected + "/auth/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/v1", "/auth/v1/", "/rest/v1"})
    void the_address_of_a_part_of_the_project_is_noticed(String path) {
        refuses(() -> environment("SUPABASE_URL", URL + path), "SUPABASE_URL", "leave out " + path.substring(0, 8));
    }

    @Test
    void a_secret_has_at_least_32_bytes_of_utf_8() {
        refuses(
                () -> environment("SUPABASE_JWT_SECRET", "x".repeat(31)),
                "SUPABASE_JWT_SECRET",
                "31 bytes",
                "at least 32");
        assertThat(environment("SUPABASE_JWT_SECRET", "x".repeat(32)).jwtSecret())
                .isPresent();
        assertThat(environment("SUPABASE_JWT_SECRET", "\u00e9".repeat(16)).jwtSecret())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "super-secret-jwt-token-with-at-least-32-characters-long",
                "your-super-secret-jwt-token-with-at-least-32-characters-long"
            })
    void a_published_secret_is_warned_about(String secret) {
        try (CapturedLog log = new CapturedLog()) {
            environment("SUPABASE_JWT_SECRET", secret);

            assertThat(log.lines("WARN"))
                    .singleElement()
                    .asString()
                    .contains("SUPABASE_JWT_SECRET", "everybody knows")
                    .doesNotContain(secret);
        }
    }

    @Test
    void an_ordinary_configuration_is_nothing_to_talk_about() {
        try (CapturedLog log = new CapturedLog()) {
            environment("SUPABASE_JWT_SECRET", SECRET);
            assertThat(log.lines("WARN")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "[", "\"text\"", "nonsense", "{\"keys\":{}}", "{\"keys\":[}"})
    void malformed_signing_keys_are_refused(String jwks) {
        refuses(() -> environment("SUPABASE_JWKS", jwks), "SUPABASE_JWKS");
    }

    @Test
    void an_address_in_the_place_of_keys_is_noticed() {
        refuses(() -> environment("SUPABASE_JWKS", URL), "SUPABASE_JWKS", "SUPABASE_JWKS_URL");
        refuses(() -> environment("SUPABASE_JWKS", "http://127.0.0.1/x"), "SUPABASE_JWKS", "SUPABASE_JWKS_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sb_secret_x", "[]", "{\"a\":1}", "{\"a\":null}", "{\"a\":\"x\",\"a\":\"y\"}", "{a:1}"})
    void malformed_maps_of_keys_are_refused_and_not_repeated(String json) {
        for (String variable : List.of("SUPABASE_SECRET_KEYS", "SUPABASE_PUBLISHABLE_KEYS")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> environment(variable, json))
                    .withMessageContaining(variable)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sb_secret_x"));
        }
    }

    @Test
    void a_secret_key_in_the_place_of_a_publishable_one_is_noticed() {
        refuses(
                () -> environment("SUPABASE_PUBLISHABLE_KEY", "sb_secret_x"),
                "SUPABASE_PUBLISHABLE_KEY",
                "is a secret key");
        refuses(
                () -> environment("SUPABASE_PUBLISHABLE_KEYS", "{\"a\":\"sb_secret_x\"}"),
                "SUPABASE_PUBLISHABLE_KEY",
                "is a secret key");
        refuses(
                () -> environment("SUPABASE_PUBLISHABLE_KEY", SERVICE_ROLE),
                "SUPABASE_PUBLISHABLE_KEY",
                "is a secret key");
        refuses(() -> environment("SUPABASE_ANON_KEY", SERVICE_ROLE), "SUPABASE_ANON_KEY", "is a secret key");
        refuses(() -> environment("SUPABASE_ANON_KEY", "sb_secret_x"), "SUPABASE_ANON_KEY", "is a secret key");
    }

    @Test
    void a_publishable_key_in_the_place_of_a_secret_one_is_noticed() {
        refuses(
                () -> environment("SUPABASE_SECRET_KEY", "sb_publishable_x"),
                "SUPABASE_SECRET_KEY",
                "is a publishable key");
        refuses(() -> environment("SUPABASE_SECRET_KEY", ANON), "SUPABASE_SECRET_KEY", "is a publishable key");
        refuses(
                () -> environment("SUPABASE_SERVICE_ROLE_KEY", ANON),
                "SUPABASE_SERVICE_ROLE_KEY",
                "is a publishable key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sb_secret_a b", "sb_secret_a\t", "sb_secret_a\u007f", "sb_secret_\u00e4", "\u0000sb_secret_a"})
    void an_api_key_that_no_header_could_carry_is_refused_and_not_repeated(String key) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> builder().secretKey(key).build())
                .withMessageContaining("secretKey")
                .withMessageContaining("copy the key alone")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sb_secret_"));
        assertThat(builder().secretKey("!~").build().secretKey()).contains("!~");
    }

    @Test
    void there_must_be_something_to_verify_tokens_with() {
        String useless = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0\"}]}";
        refuses(() -> TokenVerifier.of(builder().jwks(useless).build()), "SUPABASE_JWKS", "SUPABASE_JWT_SECRET");
        assertThat(TokenVerifier.of(
                        builder().jwks(useless).jwtSecret("s".repeat(32)).build()))
                .isNotNull();
        assertThat(TokenVerifier.of(
                        builder().jwks(TestIssuer.jwks(TestIssuer.ES256)).build()))
                .isNotNull();
    }

    @Test
    void settings_that_make_no_sense_are_refused_by_name() {
        refuses(() -> builder().clockSkew(Duration.ofSeconds(61)).build(), "clockSkew");
        refuses(() -> builder().clockSkew(Duration.ofSeconds(-1)).build(), "clockSkew");
        assertThat(builder().clockSkew(Duration.ofSeconds(60)).build().clockSkew())
                .isEqualTo(Duration.ofSeconds(60));
        refuses(() -> builder().remoteCacheTime(Duration.ofSeconds(61)).build(), "remoteCacheTime");
        refuses(() -> builder().remoteCacheTime(Duration.ofSeconds(-1)).build(), "remoteCacheTime");
        assertThat(builder().remoteCacheTime(Duration.ofSeconds(60)).build().remoteCacheTime())
                .isEqualTo(Duration.ofSeconds(60));
        refuses(() -> builder().algorithm(Algorithm.HS256).build(), "algorithm", "jwtSecret");
        refuses(() -> builder().audience("").build(), "audience");
        refuses(() -> builder().role(" ").build(), "role");
        refuses(() -> builder().issuer("").build(), "issuer");
        refuses(() -> builder().publishableKey(" ").build(), "publishableKey");
        refuses(() -> builder().secretKey("").build(), "secretKey");
        refuses(() -> ThirdPartyIssuer.at(" ", URI.create(URL)), "thirdPartyIssuer");
        refuses(() -> ThirdPartyIssuer.withKeys("x", "{}"), "thirdPartyIssuer", "jwks");
        refuses(
                () -> builder()
                        .thirdPartyIssuer(ThirdPartyIssuer.withKeys(URL + "/auth/v1", "{\"keys\":[]}"))
                        .build(),
                "thirdPartyIssuer");
        refuses(
                () -> builder()
                        .issuer("x")
                        .thirdPartyIssuer(ThirdPartyIssuer.withKeys("x", "{\"keys\":[]}"))
                        .build(),
                "thirdPartyIssuer");
    }

    @Test
    void a_verifier_that_could_verify_nothing_is_refused() {
        refuses(
                () -> TokenVerifier.of(builder().jwks("{\"keys\":[]}").build()),
                "SUPABASE_JWKS",
                "SUPABASE_JWT_SECRET");
        assertThat(TokenVerifier.of(
                        builder().jwks("{\"keys\":[]}").jwtSecret(SECRET).build()))
                .isNotNull();
    }

    @Test
    void a_copy_has_every_setting_and_leaves_the_original_alone() {
        SupabaseConfig original = builder()
                .publicUrl(URI.create("http://kong:8000"))
                .publishableKey("sb_publishable_1")
                .publishableKey("web", "sb_publishable_2")
                .secretKey("sb_secret_1")
                .anonKey(ANON)
                .serviceRoleKey(SERVICE_ROLE)
                .jwtSecret(SECRET)
                .jwks("{\"keys\":[]}")
                .jwksUrl(URI.create("https://keys.example.com"))
                .algorithm(Algorithm.EDDSA)
                .issuer("i")
                .acceptingAnyIssuer()
                .audience("a")
                .role("r")
                .clockSkew(Duration.ofSeconds(5))
                .thirdPartyIssuer(ThirdPartyIssuer.withKeys("t", "{\"keys\":[]}"))
                .requiringSecondFactor()
                .refusingAnonymousUsers()
                .refusingOAuthClientsExcept(List.of("c"))
                .allowingPlainHttp()
                .build();

        SupabaseConfig copy = original.toBuilder().build();
        SupabaseConfig changed =
                original.toBuilder().role("second").audience("second").build();

        assertThat(copy).usingRecursiveComparison().isEqualTo(original);
        assertThat(changed.roles()).containsExactly("r", "second");
        assertThat(original.roles()).containsExactly("r");
        assertThat(original.audiences()).containsExactly("a");
        assertThat(original.requiresSecondFactor()).isTrue();
        assertThat(original.refusesAnonymousUsers()).isTrue();
        assertThat(original.acceptsAnyIssuer()).isTrue();
        assertThat(original.oauthClients().orElseThrow()).containsExactly("c");
        assertThat(original.algorithms()).containsExactly(Algorithm.EDDSA);
    }

    @Test
    void a_configuration_prints_without_secrets() {
        SupabaseConfig.Builder builder = builder()
                .publishableKey("sb_publishable_visible")
                .secretKey("jobs", "sb_secret_hidden")
                .serviceRoleKey(SERVICE_ROLE)
                .jwtSecret(SECRET);
        String text = builder.build().toString();

        assertThat(text)
                .contains(
                        URL,
                        "jobs",
                        "JWT secret set",
                        "service_role key set",
                        "anon key not set",
                        URL + "/auth/v1/.well-known/jwks.json");
        assertThat(builder).hasToString("SupabaseConfig.Builder[" + URL + "]");
        assertThat(text + builder).doesNotContain("hidden", SECRET, SERVICE_ROLE, "visible");
        assertThat(builder.jwks("{\"keys\":[]}").build().toString()).contains("inline");
    }

    @Test
    void what_a_configuration_hands_out_cannot_be_changed() {
        SupabaseConfig config = environment("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_1");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> config.publishableKeys().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> config.secretKeys().put("a", "b"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> config.issuers().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> builder().role("x").build().roles().clear());
    }
}
