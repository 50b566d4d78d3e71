package dev.deputy.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"text with \\\"quotes\\\", \\\\ and \\n\"",
                "{\"a\":{\"b\":[1,-2,9007199254740993,123456789012345678901234567890,1.5,\"x\",false,null,{}]},\"c\":\"é😀\"}",
            })
    void text_survives_the_way_to_a_tree_and_back(String json) {
        assertThat(Json.print(Json.parse(json))).isEqualTo(json);
        assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(Json.parse(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1", "{\"a\"}", "{\"a\":}", "nul", "1 2", "{} x", "{'a':1}", "[1,]", "]", "NaN"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void only_an_object_is_an_object() {
        assertThat(Json.parseObject("{\"a\":1}").path("a").intValue()).isEqualTo(1);
        assertThatThrownBy(() -> Json.parseObject("[1]")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void depth_without_end_is_refused() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(JacksonException.class);
    }
}
