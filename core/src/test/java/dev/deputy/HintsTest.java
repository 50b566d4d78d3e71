package dev.deputy;

import static dev.deputy.TestIssuer.ES256;
import static dev.deputy.TestIssuer.claims;
import static dev.deputy.TestIssuer.claimsWith;
import static dev.deputy.TestIssuer.claimsWithout;
import static dev.deputy.TestIssuer.config;
import static dev.deputy.TestIssuer.hs256;
import static dev.deputy.TestIssuer.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operator is told once which setting would help; the client is told nothing. */
class HintsTest {

    private static final String BASE64_SECRET = Base64.getEncoder()
            .encodeToString("a secret of more than thirty-two bytes??>>".getBytes(StandardCharsets.UTF_8));

    /** What is logged when the token comes three times. */
    private static List<String> hints(SupabaseConfig.Builder config, String... tokens) {
        TokenVerifier verifier = TestIssuer.verifier(config);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 3; i++) {
                for (String token : tokens) {
                    try {
                        verifier.verify(token);
                    } catch (InvalidTokenException e) {
                        // refused, as it should be
                    }
                }
            }
            return List.copyOf(log.lines("WARN"));
        }
    }

    private static void gives(SupabaseConfig.Builder config, String token, String... words) {
        List<String> hints = hints(config, token);
        assertThat(hints).singleElement().asString().contains(words);
        assertThat(hints.get(0)).doesNotContain(token).doesNotContain(TestIssuer.SECRET);
    }

    private static String signedWith(byte[] secret) {
        return hs256(TestIssuer.signingInput(TestIssuer.hs256Header(), claims()), secret);
    }

    @Test
    void a_good_token_is_nothing_to_talk_about() {
        assertThat(hints(config(), token(ES256), hs256(claims()))).isEmpty();
    }

    @Test
    void a_token_that_fits_the_base64_decoded_secret() {
        byte[] decoded = Base64.getDecoder().decode(BASE64_SECRET);
        gives(config().jwtSecret(BASE64_SECRET), signedWith(decoded), "base64-decoded", "SUPABASE_JWT_SECRET");

        String urlAlphabet = BASE64_SECRET.replace('+', '-').replace('/', '_');
        assertThat(urlAlphabet).isNotEqualTo(BASE64_SECRET);
        gives(config().jwtSecret(urlAlphabet), signedWith(decoded), "base64-decoded", "SUPABASE_JWT_SECRET");
    }

    @Test
    void a_token_that_fits_no_spelling_of_the_secret_is_just_bad() {
        byte[] other = "another secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8);
        assertThat(hints(config().jwtSecret(BASE64_SECRET), signedWith(other))).isEmpty();
        assertThat(hints(config(), signedWith(other))).isEmpty();
        assertThat(hints(config().jwtSecret("=".repeat(40)), signedWith(other))).isEmpty();
    }

    @Test
    void a_token_by_the_secret_where_there_is_none() {
        SupabaseConfig.Builder keysOnly =
                SupabaseConfig.builder(TestIssuer.PROJECT).jwks(TestIssuer.jwks(ES256));
        gives(keysOnly, hs256(claims()), "HS256", "SUPABASE_JWT_SECRET");
    }

    @Test
    void an_algorithm_that_must_be_listed_first() {
        gives(config(), token(TestIssuer.EDDSA), "EdDSA", "set algorithm");
    }

    @Test
    void an_algorithm_that_is_never_accepted() {
        gives(config(), token(ES256, "{\"alg\":\"ES512\",\"kid\":\"es-1\"}", claims()), "never accepted", "ES256");
    }

    @Test
    void another_issuer_on_a_token_that_the_project_signed() {
        gives(
                config(),
                token(ES256, claimsWith("iss", "\"https://auth.example.com/auth/v1\"")),
                "\"https://auth.example.com/auth/v1\"",
                "SUPABASE_JWT_ISSUER");
    }

    @Test
    void a_forged_token_gives_no_hint_about_issuers() {
        String input = TestIssuer.signingInput(ES256.header(), claimsWith("iss", "\"https://evil.example.com\""));
        assertThat(hints(config(), input + "." + "A".repeat(86))).isEmpty();
    }

    @Test
    void an_issuer_is_logged_without_its_control_characters_and_not_at_length() {
        String iss = "\"https://x\\r\\nWARN forged\\u001b[31m\\u2028" + "y".repeat(500) + "\"";

        List<String> hints = hints(config(), token(ES256, claimsWith("iss", iss)));

        assertThat(hints)
                .singleElement()
                .asString()
                .contains("https://x??WARN?forged?[31m?yyy")
                .doesNotContain("y".repeat(200));
    }

    @Test
    void no_issuer_at_all() {
        gives(
                config(),
                token(ES256, claimsWithout("iss")),
                "no issuer",
                "SUPABASE_JWT_ISSUER=none",
                "GOTRUE_JWT_ISSUER");
    }

    @Test
    void each_credential_that_is_no_users_token_has_a_hint_of_its_own() {
        List<String> hints = hints(
                config(),
                hs256("{\"iss\":\"supabase\",\"role\":\"anon\",\"exp\":2000000000}"),
                hs256("{\"iss\":\"supabase\",\"role\":\"service_role\",\"exp\":2000000000}"),
                "sb_secret_AAAAAAAAAAAAAAAAAAAAAA_7kiRrkbS",
                token(
                        ES256,
                        "{\"iss\":\"x\",\"sub\":\"" + TestIssuer.USER
                                + "\",\"aud\":\"x\",\"auth_time\":1,\"exp\":2000000000}"));

        assertThat(hints).hasSize(4);
        assertThat(hints.get(0)).contains("anon key", "apikey");
        assertThat(hints.get(1)).contains("service_role key", "replace the key at once");
        assertThat(hints.get(2)).contains("sb_…", "apikey").doesNotContain("7kiRrkbS");
        assertThat(hints.get(3)).contains("ID token", "access_token");
    }

    @Test
    void other_refusals_give_no_hints() {
        assertThat(hints(
                        config(),
                        "garbage",
                        token(ES256, claimsWith("role", "\"postgres\"")),
                        token(ES256, claimsWith("exp", "1")),
                        token(ES256, claimsWithout("sub")),
                        token(ES256, "{\"alg\":\"ES256\"}", claims())))
                .isEmpty();
    }
}
