package dev.deputy;

import static dev.deputy.TestIssuer.ES256;
import static dev.deputy.TestIssuer.NOW;
import static dev.deputy.TestIssuer.claims;
import static dev.deputy.TestIssuer.claimsWith;
import static dev.deputy.TestIssuer.claimsWithout;
import static dev.deputy.TestIssuer.hs256;
import static dev.deputy.TestIssuer.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoodTokensTest {

    private final TokenVerifier verifier = TestIssuer.verifier(TestIssuer.config());

    static Stream<String> oneOfEach() {
        return Stream.of(token(ES256), token(TestIssuer.RS256), token(TestIssuer.EDDSA), hs256(claims()));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void tokens_by_secret_and_by_signing_keys_are_accepted_side_by_side(String token) {
        TokenVerifier all = TestIssuer.verifier(TestIssuer.config()
                .algorithm(Algorithm.ES256)
                .algorithm(Algorithm.RS256)
                .algorithm(Algorithm.EDDSA));

        Caller caller = all.verify(token);

        assertThat(caller.userId()).isEqualTo(UUID.fromString(TestIssuer.USER));
        assertThat(caller.accessToken()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"ES256\",\"kid\":\"es-1\"}",
                "{\"kid\":\"es-1\",\"alg\":\"ES256\"}",
                "{\"alg\":\"ES256\",\"kid\":\"es-1\",\"typ\":\"jwt\"}",
                "{\"alg\":\"ES256\",\"kid\":\"es-1\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"ES256\",\"kid\":\"es-1\",\"typ\":\"AT+JWT\"}",
                "{\"alg\":\"ES256\",\"kid\":\"es-1\",\"typ\":\"application/at+jwt\"}",
                "{\"alg\":\"ES256\",\"kid\":\"es-1\",\"cty\":\"json\"}",
                " {\r\n\t\"alg\" : \"ES256\" , \"kid\" : \"es-1\" } \n",
                "{\"\\u0061lg\":\"ES\\u003256\",\"k\\u0069d\":\"es\\u002d1\"}",
                "{\"alg\":\"ES256\",\"kid\":\"es-1\",\"x\":{\"y\":[1,2.5e3,null,true,\"\\ud83d\\ude00\"]}}",
                "{\"alg\":\"ES256\",\"kid\":\"es-1\",\"jku\":\"http://127.0.0.1:1/\",\"x5u\":\"file:///etc/passwd\"}",
            })
    void a_header_may_be_written_in_any_way(String header) {
        assertThat(verifier.verify(token(ES256, header, claims())).subject()).isEqualTo(TestIssuer.USER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"alg\":\"HS256\"}", "{\"alg\":\"HS256\",\"kid\":\"any\"}", "{\"alg\":\"HS256\",\"kid\":\"\"}"
            })
    void an_older_token_may_carry_any_kid_or_none(String header) {
        assertThat(verifier.verify(hs256(header, claims())).subject()).isEqualTo(TestIssuer.USER);
    }

    static Stream<String> fineClaims() {
        long now = NOW.getEpochSecond();
        return Stream.of(
                claimsWithout("iat"),
                claimsWithout("session_id"),
                claimsWithout("aal"),
                claimsWithout("amr"),
                claimsWithout("email"),
                claimsWithout("phone"),
                claimsWithout("is_anonymous"),
                claimsWithout("app_metadata"),
                claimsWith("amr", "[\"password\"]"),
                claimsWith("is_anonymous", "true"),
                claimsWith("client_id", "\"9a8b7c6d-0000-4000-8000-000000000000\""),
                claimsWith("aud", "[\"authenticated\"]"),
                claimsWith("aud", "[\"x\",\"authenticated\"]"),
                claimsWith("aud", "\"\\u0061uthenticated\""),
                claimsWith("sub", "\"" + TestIssuer.USER.toUpperCase(java.util.Locale.ROOT) + "\""),
                claimsWith("exp", "" + (now + 1)),
                claimsWith("exp", "" + now),
                claimsWith("exp", "" + (now - 29)),
                claimsWith("exp", (now - 29) + ".5"),
                claimsWith("exp", (now + 10) + ".000000000000000000001"),
                claimsWith("exp", "2e9"),
                claimsWith("exp", "2.0E+9"),
                claimsWith("exp", "20000000000e-1"),
                claimsWith("exp", "253402300799"),
                claimsWith("exp", "253402300799.0"),
                claimsWith("nbf", "" + now),
                claimsWith("nbf", "" + (now + 30)),
                claimsWith("nbf", (now + 29) + ".5"),
                claimsWith("nbf", "0"),
                claimsWith("nbf", "-1e9999"),
                claimsWith("iat", "" + (now + 30)),
                claimsWith("iat", "1e-9999"),
                claimsWith("anything", "{\"deep\":" + "[".repeat(90) + "]".repeat(90) + "}"),
                claimsWith("anything", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\u00e9\ud83d\ude00\\u0000\""),
                claimsWith("anything", "null"),
                claimsWith("", "\"\""),
                claimsWith("user_data", "\"" + "x".repeat(4500) + "\""),
                " \t\r\n" + claims().replace(",", " ,\n").replace(":", "\t: ").replace("https\t: ", "https:") + " ");
    }

    @ParameterizedTest
    @MethodSource("fineClaims")
    void claims_may_be_written_in_any_way_and_most_may_be_missing(String claims) {
        assertThat(verifier.verify(hs256(claims)).subject()).isEqualTo(TestIssuer.USER);
        assertThat(verifier.verify(token(ES256, claims)).subject()).isEqualTo(TestIssuer.USER);
    }

    @Test
    void a_token_of_six_kilobytes_is_accepted() {
        String token = token(ES256, claimsWith("app_data", "\"" + "x".repeat(4200) + "\""));

        assertThat(token.length()).isGreaterThan(6 * 1024);
        assertThat(verifier.verify(token).subject()).isEqualTo(TestIssuer.USER);
    }

    @Test
    void the_secret_is_its_utf_8_bytes_even_when_it_looks_like_base64() {
        String secret = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3JldA==";
        TokenVerifier looksLikeBase64 = TestIssuer.verifier(TestIssuer.config().jwtSecret(secret));

        String token = hs256(
                TestIssuer.signingInput(TestIssuer.hs256Header(), claims()),
                secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(looksLikeBase64.verify(token).subject()).isEqualTo(TestIssuer.USER);
    }

    @Test
    void the_issuer_of_a_project_on_this_machine_may_be_spelt_in_any_way() {
        String jwks = TestIssuer.jwks(ES256);
        for (String configured : new String[] {"127.0.0.1", "localhost", "[::1]"}) {
            TokenVerifier local =
                    TestIssuer.verifier(SupabaseConfig.builder(java.net.URI.create("http://" + configured + ":54321"))
                            .jwks(jwks));
            for (String named : new String[] {"127.0.0.1", "localhost", "[::1]"}) {
                String iss = "\"http://" + named + ":54321/auth/v1\"";
                assertThat(local.verify(token(ES256, claimsWith("iss", iss))).issuer())
                        .contains(iss.replace("\"", ""));
            }
        }
    }
}
