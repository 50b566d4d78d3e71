package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** That a value is found by itself and by nothing else, whatever characters it has. */
final class Encoding {

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "null",
            "NULL",
            "a,b",
            "(a)",
            "a)",
            "\"",
            "\"a\"",
            "\\",
            "\\\"",
            "a\\",
            "{}",
            "{a,b}",
            "a.b",
            "eq.a",
            "not.eq.a",
            "in.(a,b)",
            "or(a.eq.b)",
            "*",
            "%",
            "_",
            "a&select=secret",
            "a=b",
            "a+b",
            "a b",
            " a",
            "a ",
            "\t",
            "\n",
            "a#b",
            "a?b",
            "a%20b",
            "%2C",
            "ä",
            "漢字",
            "😀",
            "'",
            "'; drop table things; --",
            "true",
            "1",
            "-",
            "\u00a0",
            "\u3000x",
            "a\u2028b",
            "is.null",
            "fts.a",
            "a:b",
            "a->b",
            "a::int",
            "[1,2)",
            "\",\"",
            "),or(",
            "a,name.neq.a",
            "\u0001",
            "\u007f",
            "<a>",
            "`",
            "|",
            "^",
            "~",
            "!inner",
            "$1",
            ";",
            "/",
            "../x",
            "//");

    private static final String ALPHABET = "ab,.()\"\\{}&=+% *'*null\t:->😀é";

    private final AdminSupabase admin;

    Encoding(AdminSupabase admin) {
        this.admin = admin;
    }

    void verify() {
        List<String> texts = texts();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", i);
            row.put("name", texts.get(i));
            row.put("limit", i);
            row.put("data", Map.of("text", texts.get(i)));
            row.put("list", List.of(texts.get(i)));
            rows.add(row);
        }
        admin.from("things").insert(rows).execute();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            String as = "<" + text + ">";
            assertThat(ids(things().eq("name", text))).as("eq " + as).containsExactly(i);
            assertThat(ids(things().in("name", List.of(text)))).as("in " + as).containsExactly(i);
            assertThat(ids(things().or(Filter.eq("name", text), Filter.eq("id", -1))))
                    .as("or " + as)
                    .containsExactly(i);
            assertThat(ids(things().contains("list", List.of(text))))
                    .as("contains " + as)
                    .containsExactly(i);
            assertThat(ids(things().contains("data", Map.of("text", text))))
                    .as("json " + as)
                    .containsExactly(i);
            assertThat(ids(things().or(
                                    Filter.contains("list", List.of(text)),
                                    Filter.contains("data", Map.of("text", text)),
                                    Filter.in("name", List.of(text)))))
                    .as("inside " + as)
                    .containsExactly(i);
            assertThat(ids(things().eq("limit", i)))
                    .as("a column like a parameter")
                    .containsExactly(i);
            assertThat(admin.rpc("echo", Map.of("t", text)).value(String.class))
                    .as("rpc " + as)
                    .contains(text);
            assertThat(admin.rpc("echo", Map.of("t", text)).get().value(String.class))
                    .as("GET rpc " + as)
                    .contains(text);
            if (!text.contains("*")) { // which is a %, and cannot be escaped
                assertThat(ids(things().likeAnyOf("name", List.of(pattern(text)))))
                        .as("like(any) " + as)
                        .containsExactly(i);
            }
        }
        List<String> half = texts.subList(0, texts.size() / 2);
        assertThat(ids(things().in("name", half))).hasSize(half.size());
        assertThat(ids(things().notIn("name", half))).hasSize(texts.size() - half.size());
        assertThat(ids(things().overlaps("list", half))).hasSize(half.size());
    }

    private Select things() {
        return admin.from("things").select("id");
    }

    /** A pattern that only the text itself matches. */
    private static String pattern(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static List<Integer> ids(Rows<?> rows) {
        return rows.list().stream().map(row -> (Integer) row.get("id")).toList();
    }

    private static List<String> texts() {
        Set<String> texts = new HashSet<>(HOSTILE);
        Random random = new Random(7);
        int[] alphabet = ALPHABET.codePoints().toArray();
        while (texts.size() < 120) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length >= 0; length--) {
                text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            texts.add(text.toString());
        }
        List<String> list = new ArrayList<>(texts);
        list.sort(null);
        return list;
    }
}
