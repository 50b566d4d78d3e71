package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jackson 3 and Jackson 2 read and write the same. */
class JsonTest {

    record Note(long id, String bodyText, OffsetDateTime createdAt) {}

    static Stream<Json> both() {
        return Stream.of(Jackson3.standard(), Jackson2.standard());
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static final String NOTE =
            "{\"id\":1,\"body_text\":\"ä\",\"created_at\":\"2026-01-02T03:04:05+00:00\",\"new\":1}";

    @ParameterizedTest
    @MethodSource("both")
    void columns_are_components_and_unknown_ones_do_not_matter(Json json) {
        Note note = Objects.requireNonNull(json.read(bytes(NOTE), Note.class));
        assertThat(note.bodyText()).isEqualTo("ä");
        assertThat(note.createdAt().toInstant()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(new String(json.write(note), StandardCharsets.UTF_8)).contains("\"body_text\":\"ä\"");
    }

    @ParameterizedTest
    @MethodSource("both")
    void arrays_are_lists_at_once_or_one_by_one(Json json) {
        String array = "[" + NOTE + "," + NOTE + "]";
        assertThat(json.readList(bytes(array), Note.class)).hasSize(2);
        List<Note> each = new ArrayList<>();
        json.<Note>readEach(new ByteArrayInputStream(bytes(array)), Note.class).forEachRemaining(each::add);
        assertThat(each).hasSize(2);
        assertThat(json.read(bytes("null"), Note.class)).isNull();
    }

    @ParameterizedTest
    @MethodSource("both")
    void times_are_written_as_postgres_reads_them(Json json) {
        assertThat(new String(json.write(Map.of("at", Instant.parse("2026-01-02T03:04:05Z"))), StandardCharsets.UTF_8))
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05Z\"}");
    }

    @ParameterizedTest
    @MethodSource("both")
    void what_is_no_json_is_unchecked(Json json) {
        assertThatThrownBy(() -> json.read(bytes("<html>"), Note.class)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void an_application_brings_its_own_settings() {
        Json own = Jackson3.of(new tools.jackson.databind.json.JsonMapper());
        assertThat(new String(own.write(Map.of("aB", 1)), StandardCharsets.UTF_8))
                .isEqualTo("{\"aB\":1}");
        Json older = Jackson2.of(new com.fasterxml.jackson.databind.ObjectMapper());
        assertThat(older.readList(bytes("[1,2]"), Integer.class)).containsExactly(1, 2);
        assertThat(Json.onClassPath()).isInstanceOf(Jackson3.class);
    }
}
