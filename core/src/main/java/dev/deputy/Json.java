package dev.deputy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * <p>A text is checked as a whole, once, and its values are made later, when they are asked for: of most tokens a
 * service wants to know little. Both are done by the same code, so that they cannot differ in what they take a text for.
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

    /** So many digits always fit a long. */
    private static final int MAX_LONG_DIGITS = 18;

    /** Tokens have some fifteen. */
    private static final int CLAIMS = 20;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = ONES << 7;

    private final byte[] utf8;

    /** Whether values are made of what is read. */
    private final boolean making;

    private int at;
    private int depth;
    private boolean ascii = true;

    private Json(byte[] utf8, int at, boolean making) {
        this.utf8 = utf8;
        this.at = at;
        this.making = making;
    }

    /** The object that the UTF-8 bytes hold, checked as a whole. */
    static JsonObject read(byte[] utf8) {
        return new Json(utf8, 0, false).document();
    }

    /** The object that the UTF-8 bytes hold. */
    static Map<String, @Nullable Object> object(byte[] utf8) {
        return read(utf8).toMap();
    }

    /** The object that the text holds. */
    static Map<String, @Nullable Object> object(String text) {
        return object(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The value that begins there, in a text that has been checked. */
    static @Nullable Object value(byte[] checked, int at) {
        return new Json(checked, at, true).value();
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

    private JsonObject document() {
        skipWhiteSpace();
        if (peek() != '{') {
            throw new MalformedException("not JSON, or not an object");
        }
        JsonObject object = members();
        skipWhiteSpace();
        if (at < utf8.length) {
            throw wrong();
        }
        if (!ascii) {
            text(utf8);
        }
        return object;
    }

    private @Nullable Object value() {
        return switch (peek()) {
            case '{' -> making ? map() : members();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    /** An object as it is checked: its names, and where their values are. */
    private JsonObject members() {
        JsonObject members = new JsonObject(utf8, depth == 0 ? CLAIMS : 4);
        enter();
        if (!tryConsume('}')) {
            do {
                String name = nextName();
                members.add(name, at);
                value();
            } while (tryPass(','));
            consume('}');
        }
        depth--;
        return members;
    }

    /** An object as it is made. */
    private Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        enter();
        if (!tryConsume('}')) {
            do {
                members.put(nextName(), value());
            } while (tryPass(','));
            consume('}');
        }
        depth--;
        return Collections.unmodifiableMap(members);
    }

    /** Past the colon and all white space, to where the value begins. */
    private String nextName() {
        skipWhiteSpace();
        String name = name();
        if (!tryPass(':')) {
            throw wrong();
        }
        skipWhiteSpace();
        return name;
    }

    private List<@Nullable Object> array() {
        enter();
        List<@Nullable Object> elements = making ? new ArrayList<>() : List.of();
        if (!tryConsume(']')) {
            do {
                skipWhiteSpace();
                Object element = value();
                if (making) {
                    elements.add(element);
                }
            } while (tryPass(','));
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

    private String name() {
        consume('"');
        int start = at;
        return passPlainText() ? CommonNames.name(utf8, start, at - 1) : stringWithEscapes(start);
    }

    private String string() {
        consume('"');
        int start = at;
        if (!passPlainText()) {
            return stringWithEscapes(start);
        }
        return making ? new String(utf8, start, at - 1 - start, StandardCharsets.UTF_8) : "";
    }

    /** Past the end of the string, unless there is an escape first: then up to it, and the result is false. */
    private boolean passPlainText() {
        int end = at; // not the field, which would be written for every character
        while ((end = plainAsciiEnd(end)) < utf8.length && utf8[end] < 0) {
            ascii = false;
            end++;
        }
        if (end < utf8.length && utf8[end] == '"') {
            at = end + 1;
            return true;
        }
        at = end;
        if (peek() != '\\') {
            throw wrong();
        }
        return false;
    }

    /** Where the first quote, backslash, control character or byte beyond ASCII is; the text's end when there is none. */
    private int plainAsciiEnd(int start) {
        int end = start;
        while (end + Long.BYTES <= utf8.length) {
            long special = special(eight(utf8, end));
            if (special != 0) {
                return end + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
            end += Long.BYTES;
        }
        while (end < utf8.length && utf8[end] >= ' ' && utf8[end] != '"' && utf8[end] != '\\') {
            end++;
        }
        return end;
    }

    /** The eight bytes from there, the first one lowest. */
    static long eight(byte[] bytes, int start) {
        return (long) LONGS.get(bytes, start);
    }

    /**
     * Of eight bytes, has the highest bit of the first one set that is a quote, a backslash, a control character or
     * beyond ASCII; 0 when none is. Taking one away from a byte below 0x80 leaves its highest bit set only if it was zero,
     * and taking away a space if it was below; what is then taken from the bytes behind it does not matter any more.
     */
    private static long special(long eight) {
        long quotes = (eight ^ ONES * '"') - ONES;
        long backslashes = (eight ^ ONES * '\\') - ONES;
        long controls = eight - ONES * ' ';
        return (eight | quotes | backslashes | controls) & HIGHEST_BITS;
    }

    private String stringWithEscapes(int start) {
        StringBuilder string = new StringBuilder();
        int plain = start;
        boolean more = true;
        while (more) {
            string.append(new String(utf8, plain, at - plain, StandardCharsets.UTF_8));
            at++;
            string.append(escape());
            plain = at;
            more = !passPlainText();
        }
        string.append(new String(utf8, plain, at - 1 - plain, StandardCharsets.UTF_8));
        return wellFormed(string.toString());
    }

    private char escape() {
        byte c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
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
        byte c = peek();
        at++;
        int digit = c >= 0 ? Character.digit(c, 16) : -1;
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

    private @Nullable Object number() {
        int start = at;
        tryConsume('-');
        if (!tryConsume('0')) {
            digits();
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
        return making ? number(start, integer) : null;
    }

    private Object number(int start, boolean integer) {
        boolean negative = utf8[start] == '-';
        int digits = negative ? start + 1 : start;
        if (!integer || at - digits > MAX_LONG_DIGITS) {
            return new BigDecimal(new String(utf8, start, at - start, StandardCharsets.US_ASCII));
        }
        long whole = 0;
        for (int i = digits; i < at; i++) {
            whole = whole * 10 + (utf8[i] - '0');
        }
        return negative ? -whole : whole;
    }

    private void digits() {
        int end = at;
        while (end < utf8.length && utf8[end] >= '0' && utf8[end] <= '9') {
            end++;
        }
        if (end == at) {
            throw wrong();
        }
        at = end;
    }

    /** The size of the exponent, or something above the limit. */
    private int exponent(int start) {
        int exponent = 0;
        for (int i = start; i < at && exponent <= MAX_EXPONENT; i++) {
            exponent = exponent * 10 + (utf8[i] - '0');
        }
        return exponent;
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        int length = word.length();
        if (length > utf8.length - at) {
            throw wrong();
        }
        int start = at;
        for (int i = 1; i < length; i++) { // what it begins with has brought us here
            if (utf8[start + i] != word.charAt(i)) {
                throw wrong();
            }
        }
        at = start + length;
        return value;
    }

    private void skipWhiteSpace() {
        while (at < utf8.length) {
            byte c = utf8[at];
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return;
            }
            at++;
        }
    }

    private byte peek() {
        if (at >= utf8.length) {
            throw new MalformedException("JSON ends too early");
        }
        return utf8[at];
    }

    private boolean tryConsume(char expected) {
        if (at < utf8.length && utf8[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    /** The same past white space, of which there mostly is none. */
    private boolean tryPass(char expected) {
        if (tryConsume(expected)) {
            return true;
        }
        skipWhiteSpace();
        return tryConsume(expected);
    }

    private void consume(char expected) {
        if (!tryConsume(expected)) {
            throw wrong();
        }
    }

    private MalformedException wrong() {
        return new MalformedException("not JSON at byte " + at);
    }
}
