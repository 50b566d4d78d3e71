package dev.deputy.client;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a value is written where PostgREST reads one, so that it stays a value whatever it holds. */
final class Operand {

    private Operand() {}

    /**
     * The value as text that Postgres reads: a list as an array, a map as JSON, and anything else by what it says.
     *
     * @throws IllegalArgumentException for null, which no comparison finds
     */
    static String text(@Nullable Object value, Json json) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "nothing is equal to null, nor less or greater: ask with isNull or isNotNull");
        }
        if (value instanceof Collection<?> collection) {
            return list(collection, json);
        }
        if (value.getClass().isArray() && !(value instanceof byte[])) {
            return list(elements(value), json);
        }
        return isScalar(value) ? scalar(value) : json(value, json);
    }

    /** A list for {@code in}: {@code (a,b)}. */
    static String members(Collection<?> values, Json json) {
        List<String> texts = new ArrayList<>();
        for (Object value : new LinkedHashSet<>(values)) {
            texts.add(quoted(text(value, json), ",()\"\\"));
        }
        // PostgREST takes a list of one empty text for an empty list; a list of two it takes for what it is.
        return texts.equals(List.of("\"\"")) ? "(\"\",\"\")" : "(" + String.join(",", texts) + ")";
    }

    /** The text inside of {@code and=(…)} and {@code or=(…)}, where commas and parentheses mean something. */
    static String nested(String text) {
        // An array is read up to its first closing brace, so it may stand alone if it is a plain one.
        return text.matches("\\{[^{}\"\\\\]*}") ? text : quoted(text, ",()\"\\{}");
    }

    private static String list(Collection<?> values, Json json) {
        boolean scalars = values.stream().allMatch(value -> value == null || isScalar(value) || isList(value));
        return scalars ? array(values, json) : json(values, json);
    }

    /** An array as Postgres writes it: <code>{a,"b,c",NULL}</code>. */
    private static String array(Collection<?> values, Json json) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            if (value == null) {
                texts.add("NULL");
            } else if (isList(value)) {
                texts.add(text(value, json));
            } else {
                String text = scalar(value);
                texts.add(text.equalsIgnoreCase("null") ? '"' + text + '"' : quoted(text, ",{}\"\\"));
            }
        }
        return "{" + String.join(",", texts) + "}";
    }

    /** In double quotes if it has one of the characters, or would lose something at its edges. */
    private static String quoted(String text, String special) {
        boolean plain = !text.isEmpty()
                && text.chars().noneMatch(character -> special.indexOf(character) >= 0)
                && !isBlank(text.charAt(0))
                && !isBlank(text.charAt(text.length() - 1));
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isBlank(char character) {
        return character <= ' ' || Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isList(Object value) {
        return value instanceof Collection || (value.getClass().isArray() && !(value instanceof byte[]));
    }

    private static List<Object> elements(Object array) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static boolean isScalar(Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof UUID
                || value instanceof Enum
                || value instanceof TemporalAccessor
                || value instanceof byte[];
    }

    private static String scalar(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return value.toString();
    }

    /** Objects as JSON; one that is written as a text, as this text. */
    private static String json(Object value, Json json) {
        byte[] written = json.write(value);
        if (!(value instanceof Map) && written.length > 0 && written[0] == '"') {
            String text = json.read(written, String.class);
            return text == null ? "" : text;
        }
        return new String(written, StandardCharsets.UTF_8);
    }
}
