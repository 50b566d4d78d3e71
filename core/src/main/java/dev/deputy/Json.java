package dev.deputy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON objects in the strict grammar of RFC 8259, for text that strangers send: every value has one meaning
 * or is refused (RFC 8725, section 2.4). Names must be unique after their escapes are resolved, and depth and numbers
 * are bounded.
 *
 * <p>Values are {@code String}, {@code Boolean}, {@code Long}, {@code BigDecimal}, {@code null}, and unmodifiable
 * {@code List} and {@code Map}.
 */
final class Json {

    /** Deeper than any metadata that people write, and far from the end of the stack. */
    private static final int MAX_DEPTH = 100;

    /** More digits than these, or exponents beyond, fit no double, which is what Supabase's servers read them into. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    private static final int MAX_EXPONENT = 9999;

    private final String text;
    private final char[] chars;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
        this.chars = text.toCharArray(); // faster to look at one by one
    }

    /** The object that the UTF-8 bytes hold. */
    static Map<String, @Nullable Object> object(byte[] utf8) {
        return object(text(utf8));
    }

    /** The object that the text holds. */
    @SuppressWarnings("unchecked") // what object() returns has this type
    static Map<String, @Nullable Object> object(String text) {
        if (!(new Json(text).document() instanceof Map<?, ?> object)) {
            throw new MalformedException("not a JSON object");
        }
        return (Map<String, @Nullable Object>) object;
    }

    /** The text that the bytes encode in UTF-8, without replacing what is none. */
    static String text(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text; // nothing was replaced
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8");
        }
    }

    private @Nullable Object document() {
        skipWhiteSpace();
        Object value = value();
        skipWhiteSpace();
        if (at < chars.length) {
            throw wrong();
        }
        return value;
    }

    private @Nullable Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        enter();
        Map<String, @Nullable Object> members = new LinkedHashMap<>(depth == 1 ? 32 : 8); // tokens have some 15 claims
        int count = 0;
        if (!tryConsume('}')) {
            do {
                skipWhiteSpace();
                String name = string();
                skipWhiteSpace();
                consume(':');
                skipWhiteSpace();
                members.put(name, value());
                if (members.size() != ++count) {
                    throw new MalformedException("a name occurs twice in a JSON object, at character " + at);
                }
                skipWhiteSpace();
            } while (tryConsume(','));
            consume('}');
        }
        depth--;
        return Collections.unmodifiableMap(members);
    }

    private List<@Nullable Object> array() {
        enter();
        List<@Nullable Object> elements = new ArrayList<>();
        if (!tryConsume(']')) {
            do {
                skipWhiteSpace();
                elements.add(value());
                skipWhiteSpace();
            } while (tryConsume(','));
            consume(']');
        }
        depth--;
        return Collections.unmodifiableList(elements);
    }

    /** Past the opening bracket and the white space behind it. */
    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new MalformedException("JSON nested more than " + MAX_DEPTH + " deep");
        }
        at++;
        skipWhiteSpace();
    }

    private String string() {
        consume('"');
        int start = at;
        int end = start; // not the field, which would be written for every character
        while (end < chars.length && chars[end] != '"' && chars[end] != '\\' && chars[end] >= ' ') {
            end++;
        }
        at = end;
        if (tryConsume('"')) {
            return text.substring(start, end);
        }
        if (peek() == '\\') {
            return stringWithEscapes(start);
        }
        throw wrong();
    }

    private String stringWithEscapes(int start) {
        StringBuilder string = new StringBuilder().append(text, start, at);
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return wellFormed(string.toString());
            }
            if (c < ' ') {
                throw wrong();
            }
            string.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) ((hexDigit() << 12) | (hexDigit() << 8) | (hexDigit() << 4) | hexDigit());
            default -> throw wrong();
        };
    }

    private int hexDigit() {
        char c = peek();
        at++;
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw wrong();
        }
        return digit;
    }

    /** Half of a surrogate pair can be written as an escape, but is no character and has no UTF-8. */
    private static String wellFormed(String string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new MalformedException("half a surrogate pair in a JSON string");
            }
        }
        return string;
    }

    private Object number() {
        int start = at;
        boolean negative = tryConsume('-');
        long whole = 0;
        if (!tryConsume('0')) {
            int digits = at;
            digits();
            for (int i = digits; i < at; i++) {
                whole = whole * 10 + (chars[i] - '0'); // overflow is harmless: see the length below
            }
        }
        boolean integer = true;
        if (tryConsume('.')) {
            integer = false;
            digits();
        }
        int exponentStart = -1;
        if (tryConsume('e') || tryConsume('E')) {
            integer = false;
            if (!tryConsume('+')) {
                tryConsume('-');
            }
            exponentStart = at;
            digits();
        }
        if (at - start > MAX_NUMBER_LENGTH || (exponentStart >= 0 && exponent(exponentStart) > MAX_EXPONENT)) {
            throw new MalformedException("a number in JSON is too long or too large");
        }
        if (integer && at - start <= (negative ? 19 : 18)) {
            return negative ? -whole : whole;
        }
        return new BigDecimal(text.substring(start, at));
    }

    private void digits() {
        int start = at;
        while (at < chars.length && chars[at] >= '0' && chars[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong();
        }
    }

    /** The size of the exponent, or something above the limit. */
    private int exponent(int start) {
        int exponent = 0;
        for (int i = start; i < at && exponent <= MAX_EXPONENT; i++) {
            exponent = exponent * 10 + (chars[i] - '0');
        }
        return exponent;
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private void skipWhiteSpace() {
        while (at < chars.length) {
            char c = chars[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private char peek() {
        if (at >= chars.length) {
            throw new MalformedException("JSON ends too early");
        }
        return chars[at];
    }

    private boolean tryConsume(char expected) {
        if (at < chars.length && chars[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void consume(char expected) {
        if (!tryConsume(expected)) {
            throw wrong();
        }
    }

    private MalformedException wrong() {
        return new MalformedException("not JSON at character " + at);
    }
}
