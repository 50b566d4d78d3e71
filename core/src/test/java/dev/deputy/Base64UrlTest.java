package dev.deputy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

    /** With two or three characters at the end, some bits of the last one belong to no byte. */
    @ParameterizedTest
    @ValueSource(strings = {"A", "AA", "AAA", "zzzzA", "____AA"})
    void of_all_spellings_of_some_bytes_only_the_canonical_one_is_read(String beginning) {
        for (char last = 0; last < 128; last++) {
            String text = beginning + last;
            if (isCanonical(text)) {
                assertThat(Base64Url.decode(text.getBytes(US_ASCII)))
                        .as(text)
                        .isEqualTo(Base64.getUrlDecoder().decode(text));
            } else {
                assertThatExceptionOfType(MalformedException.class)
                        .as(text)
                        .isThrownBy(() -> Base64Url.decode(text.getBytes(US_ASCII)));
            }
        }
    }

    private static boolean isCanonical(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
