package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the grammar allows is read exactly; what it does not is refused (see also {@link BadTokens}). */
class JsonTest {

    private static @Nullable Object value(String json) {
        return Json.object("{\"v\":" + json + "}").get("v");
    }

    private static void refuses(String json, String why) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Json.object(json))
                .withMessageContaining(why);
    }

    @Test
    void an_object_keeps_its_order_and_its_types() {
        Map<String, Object> object = Json.object(
                "{\"b\":\"text\",\"a\":true,\"c\":false,\"d\":null,\"e\":[1,\"x\",null,{}],\"f\":{\"g\":[]},\"\":0}");

        assertThat(object)
                .containsExactly(
                        entry("b", "text"),
                        entry("a", true),
                        entry("c", false),
                        entry("d", null),
                        entry("e", Arrays.asList(1L, "x", null, Map.of())),
                        entry("f", Map.of("g", List.of())),
                        entry("", 0L));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> object.put("x", 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "7,7",
        "-7,-7",
        "42,42",
        "1234567890,1234567890",
        "-999999999999999999,-999999999999999999",
        "999999999999999999,999999999999999999",
        "100200300,100200300"
    })
    void small_whole_numbers_are_longs(String json, long expected) {
        assertThat(value(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.5",
                "-0.5",
                "1.0",
                "1e3",
                "1E3",
                "1e+3",
                "1e-3",
                "12.34e5",
                "9223372036854775807",
                "9223372036854775808",
                "1000000000000000000",
                "-1000000000000000000",
                "123456789012345678901234567890",
                "1e9999",
                "1e-9999",
                "0e0",
                "0.10"
            })
    void other_numbers_are_exact(String json) {
        assertThat(value(json)).isEqualTo(new BigDecimal(json));
    }

    @Test
    void numbers_have_limits() {
        assertThat(value("1" + "0".repeat(999))).isEqualTo(new BigDecimal("1" + "0".repeat(999)));
        refuses("{\"v\":1" + "0".repeat(1000) + "}", "too long");
        refuses("{\"v\":1e10000}", "too large");
        refuses("{\"v\":1e-10000}", "too large");
        refuses("{\"v\":1e2147483648}", "too large");
        refuses("{\"v\":1e4294967297}", "too large");
        assertThat(value("1e0000000001")).isEqualTo(BigDecimal.valueOf(1, -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"\\u0041\"|A", "\"\\u00e9\"|\u00e9", "\"\\uD83D\\uDE00\"|\ud83d\ude00", "\"\\/\"|/", "\"\\\\\"|\\",
                        "\"x\\u002Fy\"|x/y", "\"a\\u0062c\"|abc",
                "\"\u00e9\ud83d\ude00\u20ac\"|\u00e9\ud83d\ude00\u20ac", "\"\u007f\"|\u007f", "\"\\ufffe\"|\ufffe",
                        "\"\\uFFFF\"|\uffff", "\"\\uaAbB\"|\uaabb", "\"\\uccDD\"|\uccdd", "\"\\uEe19\"|\uee19"
            })
    void strings_are_read_with_their_escapes(String json, String expected) {
        assertThat(value(json)).isEqualTo(expected);
    }

    @Test
    void the_short_escapes_are_what_they_stand_for() {
        assertThat(value("\"\\b\\f\\n\\r\\t\\\"\"")).isEqualTo("\b\f\n\r\t\"");
    }

    @Test
    void white_space_is_four_characters_and_may_stand_between_all_tokens() {
        String text = " \t\r\n{ \n\"a\"\t:\r[ 1 , {\n} , [ ] ]\n, \"b\" : { \"c\" : 2 } } \t\r\n";
        assertThat(Json.object(text))
                .containsOnly(entry("a", List.of(1L, Map.of(), List.of())), entry("b", Map.of("c", 2L)));
        refuses("\f{}", "not JSON");
        refuses("{}\u00a0", "not JSON");
    }

    @Test
    void names_are_unique_in_each_object_but_not_across() {
        assertThat(Json.object("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}")).containsKeys("a", "b");
        refuses("{\"a\":1,\"a\":1}", "twice");
        refuses("{\"a\":1,\"b\":2,\"\\u0061\":3}", "twice");
        refuses("{\"x\":[{\"a\":null,\"a\":null}]}", "twice");
        assertThat(Json.object("{\"a\":1,\"A\":2}")).hasSize(2);
    }

    @Test
    void names_are_unique_however_many_there_are() {
        for (int count : new int[] {2, 23, 24, 25, 500}) {
            String members = IntStream.range(0, count)
                    .mapToObj(i -> "\"n" + i + "\":" + i)
                    .collect(Collectors.joining(","));
            assertThat(Json.object("{" + members + "}")).hasSize(count);
            for (int again : new int[] {0, count / 2, count - 1}) {
                refuses("{" + members + ",\"n" + again + "\":0}", "a name occurs twice");
                refuses("{" + members + ",\"\\u006e" + again + "\":0}", "a name occurs twice");
            }
        }
    }

    /** Strings are read eight bytes at a time, so each place in the eight is another one. */
    @Test
    void control_characters_are_refused_wherever_they_are() {
        String text = "a text of more than sixteen bytes";
        for (int i = 0; i <= text.length(); i++) {
            for (char control : new char[] {0, 1, '\t', '\n', '\r', 0x1f}) {
                String broken = text.substring(0, i) + control + text.substring(i);
                refuses("{\"" + broken + "\":1}", "not JSON");
                refuses("{\"a\":\"" + broken + "\",\"b\":\"" + text + "\"}", "not JSON");
            }
            String fine = text.substring(0, i) + "\u007f" + text.substring(i);
            assertThat(value("\"" + fine + "\"")).isEqualTo(fine);
        }
    }

    @Test
    void depth_is_limited_and_counts_only_what_is_open() {
        assertThat(Json.object("{\"v\":" + "[".repeat(99) + "]".repeat(99) + "}"))
                .hasSize(1);
        refuses("{\"v\":" + "[".repeat(100) + "]".repeat(100) + "}", "deep");
        refuses("{\"v\":" + "{\"v\":".repeat(100) + "1" + "}".repeat(101), "deep");
        assertThat(Json.object("{\"v\":[" + "[],{},".repeat(500) + "[]]}")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "1", "\"a\"", "null", "true", "[\"a\":1}", "(\"a\":1}", "\"\"a\":1}"})
    void the_document_is_one_object(String json) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Json.object(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":[",
                "{\"a\":[1",
                "{\"a\":[1,",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\u",
                "{\"a\":\"\\u00",
                "{\"a\":-",
                "{\"a\":1.",
                "{\"a\":1e",
                "{\"a\":1e-",
                "{\"a\":t",
                "{\"a\":tru",
                "{\"a\":fals",
                "{\"a\":nul"
            })
    void every_beginning_of_an_object_is_too_little(String json) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Json.object(json));
    }

    @Test
    void what_is_wrong_is_said_by_its_place_and_never_quoted() {
        refuses("{\"secret\":x}", "not JSON at byte 10");
        refuses("{\"secret\":\"abc", "ends too early");
        refuses("{\"secret\":\"\u0001\"}", "at byte 11");
        refuses("{\"secret\":\"\\ud800\"}", "surrogate");
    }

    @Test
    void the_replacement_character_is_a_character_like_others_unless_it_replaced_something() {
        String genuine = "\ufffd and \ufffd";
        assertThat(Json.text(genuine.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(genuine);
        for (byte[] bad : new byte[][] {{(byte) 0xff}, {'a', (byte) 0xff}, {(byte) 0xc3}, {(byte) 0xef, (byte) 0xbf}}) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> Json.text(bad))
                    .withMessage("not UTF-8");
        }
    }

    @Test
    void bytes_are_utf_8() {
        assertThat(Json.object(
                        "{\"a\":\"\u00e9\u20ac\ud83d\ude00\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .containsEntry("a", "\u00e9\u20ac\ud83d\ude00");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Json.object(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .withMessage("not UTF-8");
    }
}
