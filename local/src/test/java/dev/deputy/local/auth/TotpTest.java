package dev.deputy.local.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final String SECRET = Base32.encode("12345678901234567890".getBytes(US_ASCII));
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    /** RFC 6238, appendix B: the rows for SHA-1, of whose eight digits six are ours. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void a_code_is_the_one_of_the_standard(long seconds, String code) {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(seconds))).isEqualTo(code);
    }

    @Test
    void a_code_is_right_for_one_period_before_and_after_its_own() {
        String code = Totp.code(SECRET, NOW);
        assertThat(Totp.isRight(code, SECRET, NOW.minusSeconds(30))).isTrue();
        assertThat(Totp.isRight(code, SECRET, NOW.plusSeconds(59))).isTrue();
        assertThat(Totp.isRight(code, SECRET, NOW.minusSeconds(31))).isFalse();
        assertThat(Totp.isRight(code, SECRET, NOW.plusSeconds(60))).isFalse();
    }

    @Test
    void other_texts_are_wrong() {
        String code = Totp.code(SECRET, NOW);
        for (String wrong : new String[] {"", code.substring(1), code + "0", " " + code, "١٢٣٤٥٦", "-00001"}) {
            assertThat(Totp.isRight(wrong, SECRET, NOW)).as(wrong).isFalse();
        }
    }

    @Test
    void the_address_for_the_app_names_the_issuer_and_the_account() {
        assertThat(Totp.uri("Acme & Co", "ada+1@example.com", "ABC"))
                .isEqualTo("otpauth://totp/Acme%20%26%20Co:ada%2B1%40example.com?algorithm=SHA1&digits=6"
                        + "&issuer=Acme%20%26%20Co&period=30&secret=ABC");
    }

    @Test
    void a_secret_has_160_bits_and_is_new_each_time() {
        assertThat(Base32.decode(Totp.newSecret())).hasSize(20);
        assertThat(Totp.newSecret()).isNotEqualTo(Totp.newSecret());
    }

    /** RFC 4648, section 10, without the padding. */
    @ParameterizedTest
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void base32_is_the_one_of_the_standard(String text, String encoded) {
        assertThat(Base32.encode(text.getBytes(US_ASCII))).isEqualTo(encoded);
        assertThat(Base32.decode(encoded)).isEqualTo(text.getBytes(US_ASCII));
    }

    @Test
    void what_is_not_base32_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Base32.decode("ab1"));
    }
}
