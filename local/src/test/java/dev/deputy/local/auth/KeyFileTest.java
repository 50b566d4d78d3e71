package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.auth.SigningKeys.State;
import dev.deputy.local.http.Json;
import dev.deputy.local.postgres.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class KeyFileTest {

    private static final String SECRET = "{\"kty\":\"oct\",\"kid\":\"a secret\",\"alg\":\"HS256\",\"k\":"
            + "\"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE\"}";

    @TempDir
    private Path folder;

    @Test
    void the_first_key_pair_signs_and_all_are_believed() throws IOException {
        RsaKey rsa = RsaKey.generate();
        SigningKey elliptic = SigningKey.generate();
        ProjectKeys keys = ProjectKeys.generate()
                .withSigningKeys(file("[" + SECRET + "," + rsa.toPrivateJwk() + "," + elliptic.toPrivateJwk() + "]"));

        assertThat(keys.signingKeys().list())
                .containsExactly(
                        new SigningKeys.Key("a secret", "HS256", State.PREVIOUSLY_USED),
                        new SigningKeys.Key(rsa.id(), "RS256", State.IN_USE),
                        new SigningKeys.Key(elliptic.id(), "ES256", State.PREVIOUSLY_USED),
                        new SigningKeys.Key("jwt-secret", "HS256", State.PREVIOUSLY_USED));
        assertThat(keys.signingKeys().published().findValuesAsString("kid")).containsExactly(rsa.id(), elliptic.id());
        SignedTokens tokens = new SignedTokens(keys);
        for (SigningKey key : List.of(rsa, elliptic, SharedSecret.fromJwk(Json.parse(SECRET)))) {
            ObjectNode claims = Json.object().put("sub", key.id());
            assertThat(tokens.claims(Jws.print(key.header(), claims, key::sign)))
                    .contains(claims);
        }
    }

    @Test
    void an_auth_server_signs_with_it() throws IOException {
        RsaKey rsa = RsaKey.generate();
        ProjectKeys keys = ProjectKeys.generate().withSigningKeys(file("[" + rsa.toPrivateJwk() + "]"));
        try (AuthServerRunning server = new AuthServerRunning(keys, settings -> settings)) {
            String token = server.client()
                    .signUp(AuthClient.newEmail(), "correct horse")
                    .text("access_token");
            assertThat(Jws.parse(token).header().required("kid").asString()).isEqualTo(rsa.id());
            assertThat(server.client().bearer(token).get("/user").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                     | is not a JSON array
            [                                      | is not JSON
            []                                     | has no key that can sign
            [1]                                    | number 1: kty must be EC, RSA or oct
            [{'kty': 'OKP'}]                       | kty must be EC, RSA or oct
            [{'kty': 'EC', 'crv': 'P-521'}]        | crv must be P-256
            [{'kty': 'EC', 'crv': 'P-256', 'x': 'private!'}] | x is not base64url
            [{'kty': 'RSA', 'n': 'AQAB', 'e': 'AQAB'}] | n must have 2048 bits
            [{'kty': 'oct', 'k': 'c2hvcnQ'}]       | k must have 32 bytes
            """)
    void what_is_wrong_with_it_is_said_without_its_content(String content, String sentence) throws IOException {
        Path file = file(content.replace('\'', '"'));
        assertThatThrownBy(() -> ProjectKeys.generate().withSigningKeys(file))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("private!");
    }

    @Test
    void halves_that_do_not_belong_together_are_refused() throws IOException {
        ObjectNode mixed = SigningKey.generate().toPrivateJwk();
        mixed.set("d", SigningKey.generate().toPrivateJwk().required("d"));
        Path file = file("[" + mixed + "]");
        assertThatThrownBy(() -> ProjectKeys.generate().withSigningKeys(file))
                .hasMessageContaining("its public half does not belong to its private half");
    }

    @Test
    void two_keys_cannot_have_one_name_nor_another_algorithm() throws IOException {
        ArrayNode twice = Json.array();
        ObjectNode jwk = SigningKey.generate().toPrivateJwk();
        Path file = file(twice.add(jwk).add(jwk).toString());
        assertThatThrownBy(() -> ProjectKeys.generate().withSigningKeys(file)).hasMessageContaining("the same kid");
        Path other = file("[" + jwk.deepCopy().put("alg", "RS256") + "]");
        assertThatThrownBy(() -> ProjectKeys.generate().withSigningKeys(other)).hasMessageContaining("alg must be");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("signing_keys.json"), content);
    }
}
