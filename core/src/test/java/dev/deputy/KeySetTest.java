package dev.deputy;

import static dev.deputy.TestIssuer.EDDSA;
import static dev.deputy.TestIssuer.ES256;
import static dev.deputy.TestIssuer.RS256;
import static dev.deputy.TestIssuer.jwks;
import static dev.deputy.TestIssuer.with;
import static dev.deputy.TestIssuer.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {

    private static SigningKey found(KeySet keys, String kid) {
        return Objects.requireNonNull(keys.find(kid), kid);
    }

    @Test
    void keys_of_all_kinds_are_read_and_are_the_ones_that_were_published() {
        KeySet keys = KeySet.parse(jwks(ES256, RS256, EDDSA));

        assertThat(keys.size()).isEqualTo(3);
        for (TestIssuer.Key key : List.of(ES256, RS256, EDDSA)) {
            SigningKey read = found(keys, key.kid());
            assertThat(read.key()).isEqualTo(key.pair().getPublic());
            assertThat(read.algorithm()).isEqualTo(key.algorithm());
        }
        assertThat(keys.find("es-2")).isNull();
    }

    @Test
    void eddsa_keys_are_read_whatever_the_sign_of_their_x() {
        for (int i = 0; i < 8; i++) {
            TestIssuer.Key key = TestIssuer.Key.ed25519("ed");
            assertThat(found(KeySet.parse(jwks(key)), "ed").key())
                    .isEqualTo(key.pair().getPublic());
        }
    }

    @Test
    void an_eddsa_key_whose_last_byte_is_zero_has_an_even_x() {
        String jwk =
                "{\"kid\":\"ed\",\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"EVxOJ0cYzl5MdWyYbTEW08djS3r49mFjpPDbpbfUfAA\"}";

        EdECPublicKey key =
                (EdECPublicKey) found(KeySet.parse(jwks(List.of(jwk))), "ed").key();

        assertThat(key.getPoint().isXOdd()).isFalse();
    }

    @Test
    void a_coordinate_has_one_spelling() {
        String y = "\"y\":\"ZkhceA4vg9ckM71dhKBrtlQcKvMdrocXKL-FahdPk_Q\"}"; // the y of the point with x = 0
        String point = "{\"kid\":\"k\",\"kty\":\"EC\",\"crv\":\"P-256\",";
        String zero = point + "\"x\":\"" + "A".repeat(43) + "\"," + y;
        String prime = point + "\"x\":\"_____wAAAAEAAAAAAAAAAAAAAAD_______________8\"," + y;

        assertThat(KeySet.parse(jwks(List.of(zero))).size()).isEqualTo(1);
        assertThat(KeySet.parse(jwks(List.of(prime))).size()).isZero();
    }

    @Test
    void a_key_is_shown_by_its_id_and_algorithm() {
        assertThat(found(KeySet.parse(jwks(ES256)), "es-1")).hasToString("SigningKey[es-1, ES256]");
    }

    static Stream<String> fineKeys() {
        String jwk = ES256.jwk();
        return Stream.of(
                without(jwk, "use"),
                jwk.replace("\"key_ops\":[\"verify\"],", ""),
                without(jwk, "alg"),
                jwk.replace("[\"verify\"]", "[\"sign\",\"verify\"]"),
                with(jwk, "ext", "true"),
                with(jwk, "x5c", "[\"not looked at\"]"),
                with(jwk, "d", "\"a private half that should not be there\""));
    }

    @ParameterizedTest
    @MethodSource("fineKeys")
    void members_that_say_nothing_against_a_key_are_fine(String jwk) {
        assertThat(found(KeySet.parse(jwks(List.of(jwk))), "es-1").key())
                .isEqualTo(ES256.pair().getPublic());
    }

    static Stream<String> uselessKeys() {
        String ec = ES256.jwk();
        String rsa = RS256.jwk();
        String ed = EDDSA.jwk();
        BigInteger modulus = ((RSAPublicKey) RS256.pair().getPublic()).getModulus();
        String x = ec.replaceFirst(".*\"x\":\"([^\"]*)\".*", "$1");
        String y = ec.replaceFirst(".*\"y\":\"([^\"]*)\".*", "$1");
        BigInteger p = new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
        String pText = TestIssuer.encode(TestIssuer.unsigned(p, 32));
        return Stream.of(
                "7",
                "null",
                "[]",
                "\"text\"",
                "{}",
                "{\"kid\":\"es-1\"}",
                without(ec, "kid"),
                with(ec, "kid", "7"),
                with(ec, "kid", "null"),
                with(ec, "use", "\"enc\""),
                with(ec, "use", "null"),
                with(ec, "use", "\"SIG\""),
                with(ec, "use", "[\"sig\"]"),
                ec.replace("[\"verify\"]", "[\"sign\"]"),
                ec.replace("[\"verify\"]", "[]"),
                ec.replace("[\"verify\"]", "\"verify\""),
                ec.replace("[\"verify\"]", "null"),
                with(ec, "alg", "\"RS256\""),
                with(ec, "alg", "\"ES384\""),
                with(ec, "alg", "\"HS256\""),
                with(ec, "alg", "\"none\""),
                with(ec, "alg", "null"),
                with(ec, "alg", "\"es256\""),
                with(ec, "kty", "\"oct\""),
                with(ec, "kty", "\"ec\""),
                with(ec, "kty", "\"RSA\""),
                with(ec, "kty", "\"OKP\""),
                with(ec, "kty", "\"AKP\""),
                without(ec, "kty"),
                with(ec, "crv", "\"P-384\""),
                with(ec, "crv", "\"P-521\""),
                with(ec, "crv", "\"secp256k1\""),
                with(ec, "crv", "\"p-256\""),
                without(ec, "crv"),
                without(ec, "x"),
                without(ec, "y"),
                with(ec, "x", "7"),
                with(ec, "x", "\"\""),
                with(ec, "x", "\"" + x + "=\""),
                with(ec, "x", "\"" + x + "AA\""),
                with(ec, "x", "\"AA" + x + "\""),
                with(ec, "x", "\"" + y + "\""),
                with(ec, "y", "\"" + x + "\""),
                with(ec, "x", "\"" + "A".repeat(43) + "\""),
                with(ec, "y", "\"" + pText + "\""),
                with(with(ec, "x", "\"" + "A".repeat(43) + "\""), "y", "\"" + "A".repeat(43) + "\""),
                with(ec, "x", "\"\u00e9" + x.substring(1) + "\""),
                TestIssuer.Key.ec("p384", "secp384r1").jwk(),
                "{\"kty\":\"oct\",\"kid\":\"es-1\",\"alg\":\"HS256\",\"k\":\"" + TestIssuer.encode(TestIssuer.SECRET)
                        + "\"}",
                TestIssuer.Key.rsa("rs-1", 1024).jwk(),
                with(rsa, "n", "\"" + TestIssuer.encode(TestIssuer.unsigned(modulus.shiftRight(1), 256)) + "\""),
                with(
                        rsa,
                        "n",
                        "\"" + TestIssuer.encode(TestIssuer.unsigned(BigInteger.ONE.shiftLeft(8192), 1025)) + "\""),
                with(rsa, "n", "\"\""),
                with(rsa, "n", "7"),
                without(rsa, "n"),
                without(rsa, "e"),
                with(rsa, "e", "\"\""),
                with(rsa, "e", "\"AQ\""),
                with(rsa, "e", "\"Ag\""),
                with(rsa, "e", "\"AQAA\""),
                with(rsa, "e", "\"AQAAAAE\""),
                with(rsa, "e", "65537"),
                with(rsa, "alg", "\"PS256\""),
                with(rsa, "alg", "\"RS512\""),
                with(rsa, "alg", "\"RSA-OAEP\""),
                with(ed, "crv", "\"Ed448\""),
                with(ed, "crv", "\"X25519\""),
                with(ed, "x", "\"AAAA\""),
                with(ed, "x", "\"" + "_".repeat(42) + "8\""),
                with(ed, "alg", "\"ES256\""),
                with(ed, "kty", "\"EC\""));
    }

    @ParameterizedTest
    @MethodSource("uselessKeys")
    void a_key_of_no_use_is_left_out_and_does_not_spoil_the_others(String jwk) {
        TestIssuer.Key other = TestIssuer.Key.ec("other");

        KeySet keys = KeySet.parse(jwks(List.of(jwk, other.jwk())));

        assertThat(keys.byId()).containsOnlyKeys("other");
    }

    @Test
    void the_smallest_and_largest_rsa_keys_are_2048_and_8192_bits() {
        for (int bits : new int[] {2048, 8192}) {
            String modulus = TestIssuer.encode(
                    TestIssuer.unsigned(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(99_999)), bits / 8));
            for (String exponent : new String[] {"Aw", "AQAB", "_____w"}) {
                String jwk = "{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"" + modulus + "\",\"e\":\"" + exponent + "\"}";
                assertThat(KeySet.parse(jwks(List.of(jwk))).size()).isEqualTo(1);
            }
        }
    }

    @Test
    void two_different_keys_of_one_id_are_both_left_out_and_one_key_twice_is_one() {
        TestIssuer.Key same = TestIssuer.Key.ec("es-1");
        TestIssuer.Key other = TestIssuer.Key.ec("other");

        assertThat(KeySet.parse(jwks(ES256, same, other)).byId()).containsOnlyKeys("other");
        assertThat(KeySet.parse(jwks(ES256, same, ES256, other)).byId()).containsOnlyKeys("other");
        assertThat(KeySet.parse(jwks(ES256, other, ES256)).byId()).containsOnlyKeys("es-1", "other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"keys\":{}}",
                "{\"keys\":null}",
                "{\"keys\":\"\"}",
                "{\"Keys\":[]}",
                "<html>",
                "{\"keys\":[]",
                "{\"keys\":[]}x",
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"EC\",\"kty\":\"EC\"}]}",
                "{'keys':[]}"
            })
    void what_is_no_key_set_is_refused_as_a_whole(String json) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> KeySet.parse(json));
    }

    @Test
    void a_set_has_at_most_a_hundred_entries() {
        assertThat(KeySet.parse("{\"keys\":[" + "1,".repeat(99) + "1]}").isEmpty())
                .isTrue();
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> KeySet.parse("{\"keys\":[" + "1,".repeat(100) + "1]}"));
    }
}
