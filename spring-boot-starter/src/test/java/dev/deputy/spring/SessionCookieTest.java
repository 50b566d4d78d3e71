package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as the real @supabase/ssr has written them into cookies, and what others may write there. */
class SessionCookieTest {

    private static final String NAME = "sb-abc-auth-token";
    private static final SupabaseConfig CONFIG = SupabaseConfig.builder(URI.create("https://abc.supabase.co"))
            .jwtSecret(Issuer.SECRET)
            .build();

    private static SessionCookie cookie(SupabaseConfig config) {
        return new SessionCookie(new SupabaseProperties.Cookies(true, null, null), config);
    }

    private static List<String> read(Map<String, List<String>> cookies) {
        return cookie(CONFIG).authorization(name -> cookies.getOrDefault(name, List.of()));
    }

    /** What supabase-ssr-cookies.mjs has recorded. */
    static Map<String, List<String>> recorded(String which) throws IOException {
        Properties file = new Properties();
        try (InputStream content = SessionCookieTest.class.getResourceAsStream("/supabase-ssr-cookies.properties")) {
            file.load(Objects.requireNonNull(content));
        }
        Map<String, List<String>> cookies = new HashMap<>();
        file.stringPropertyNames().stream()
                .filter(name -> name.startsWith(which + "."))
                .forEach(name -> cookies.put(name.substring(which.length() + 1), List.of(file.getProperty(name))));
        return cookies;
    }

    private static String session(String json) {
        return "base64-"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_recorded_session_names_its_user() throws IOException {
        Map<String, List<String>> cookies = recorded("short");
        assertThat(cookies).containsOnlyKeys(NAME);

        String bearer = read(cookies).get(0);
        assertThat(TokenVerifier.of(CONFIG)
                        .verify(bearer.substring("Bearer ".length()))
                        .email())
                .hasValue("ada@example.com");
    }

    @Test
    void a_session_that_is_too_long_for_one_cookie_is_in_several() throws IOException {
        Map<String, List<String>> cookies = recorded("long");
        assertThat(cookies).containsOnlyKeys(NAME + ".0", NAME + ".1", NAME + ".2");

        assertThat(read(cookies)).isEqualTo(read(recorded("short")));
        cookies.remove(NAME + ".2");
        assertThat(read(cookies)).isEqualTo(Credential.ILLEGIBLE);
    }

    @Test
    void without_a_session_there_is_no_credential() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(Map.of(NAME, List.of("")))).isEmpty();
        assertThat(read(Map.of("sb-other-auth-token", List.of(session("{}"))))).isEmpty();
        assertThat(read(Map.of(NAME + "-code-verifier", List.of(session("{}")))))
                .isEmpty();
        assertThat(read(Map.of(NAME + ".1", List.of("rest")))).isEmpty();
    }

    @Test
    void one_cookie_stands_above_several_as_in_supabase_ssr() throws IOException {
        Map<String, List<String>> cookies = recorded("short");
        cookies.put(NAME + ".0", List.of("base64-garbage"));

        assertThat(read(cookies)).isNotEmpty().isNotEqualTo(Credential.ILLEGIBLE);
    }

    @Test
    void two_sessions_are_none_that_anybody_could_rely_on() throws IOException {
        String value = recorded("short").getOrDefault(NAME, List.of()).get(0);

        assertThat(read(Map.of(NAME, List.of(value, value)))).isEqualTo(Credential.ILLEGIBLE);
        assertThat(read(Map.of(NAME + ".0", List.of(value, value)))).isEqualTo(Credential.ILLEGIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"a.b.c\"}", // not encoded
                "base64-",
                "base64-%%%",
                "base64-////",
                "base64-bm8ganNvbg", // "no json"
                "garbage"
            })
    void what_cannot_be_read_is_bad_and_not_absent(String value) {
        assertThat(read(Map.of(NAME, List.of(value)))).isEqualTo(Credential.ILLEGIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "[\"a.b.c\"]", "{\"access_token\":7}", "{\"access_token\":null}", "null", "\"a\""})
    void a_session_without_a_token_is_bad(String json) {
        assertThat(read(Map.of(NAME, List.of(session(json))))).isEqualTo(Credential.ILLEGIBLE);
    }

    @Test
    void deep_nesting_is_no_way_to_bring_a_thread_down() {
        assertThat(read(Map.of(NAME, List.of(session("[".repeat(200_000)))))).isEqualTo(Credential.ILLEGIBLE);
        assertThat(read(Map.of(NAME, List.of(session("{\"a\":".repeat(200_000))))))
                .isEqualTo(Credential.ILLEGIBLE);
    }

    @Test
    void the_cookies_name_is_of_the_address_that_browsers_use() {
        Map<String, List<String>> local = Map.of("sb-127-auth-token", List.of("garbage"));
        Map<String, List<String>> own = Map.of("sb-supabase-auth-token", List.of("garbage"));

        assertThat(cookie(SupabaseConfig.builder(URI.create("http://127.0.0.1:54321"))
                                .build())
                        .authorization(name -> local.getOrDefault(name, List.of())))
                .isNotEmpty();
        assertThat(cookie(SupabaseConfig.builder(URI.create("http://127.0.0.1:8000"))
                                .publicUrl(URI.create("https://supabase.example.com"))
                                .build())
                        .authorization(name -> own.getOrDefault(name, List.of())))
                .isNotEmpty();
    }
}
