package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01234567-89ab-cdef-fedc-ba9876543210",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "00000000-0000-0000-0000-000000000000",
                "80000000-0000-0001-8000-000000000001"
            })
    void what_java_writes_is_read_in_both_cases(String text) {
        assertThat(UuidText.read(text)).isEqualTo(UUID.fromString(text));
        assertThat(UuidText.read(text.toUpperCase(Locale.ROOT))).isEqualTo(UUID.fromString(text));
    }

    @Test
    void any_other_character_in_any_place_makes_it_none() {
        String good = "01234567-89ab-cdef-fedc-ba9876543210";
        for (int i = 0; i < good.length(); i++) {
            for (char wrong : "-:/@`gG !A0\u0001\u007f\u0080\uff11\u0661\u0141".toCharArray()) {
                boolean right =
                        wrong == '-' ? good.charAt(i) == '-' : (wrong == 'A' || wrong == '0') && good.charAt(i) != '-';
                String text = good.substring(0, i) + wrong + good.substring(i + 1);
                assertThat(UuidText.read(text) != null).as(text).isEqualTo(right);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-2-3-4-5", "0123456789abcdeffedcba9876543210", "01234567-89ab-cdef-fedc-ba98765432100"})
    void nothing_else_is_one(String text) {
        assertThat(UuidText.read(text)).isNull();
    }
}
