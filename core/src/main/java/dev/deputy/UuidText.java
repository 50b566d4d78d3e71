package dev.deputy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The text of a UUID: 36 ASCII characters. Java's own reader takes more, such as {@code 1-2-3-4-5}. */
final class UuidText {

    private static final int LENGTH = 36;

    /** What a character is as a hexadecimal digit; -1 for none. */
    private static final byte[] DIGITS = new byte[128];

    static {
        for (char c = 0; c < DIGITS.length; c++) {
            DIGITS[c] = (byte) Character.digit(c, 16);
        }
    }

    private UuidText() {}

    /** The UUID that the text is, if it is one. */
    static @Nullable UUID read(String text) {
        if (text.length() != LENGTH
                || text.charAt(8) != '-'
                || text.charAt(13) != '-'
                || text.charAt(18) != '-'
                || text.charAt(23) != '-') {
            return null;
        }
        long first = number(text, 0, 8);
        long second = number(text, 9, 13);
        long third = number(text, 14, 18);
        long fourth = number(text, 19, 23);
        long fifth = number(text, 24, LENGTH);
        if ((first | second | third | fourth | fifth) < 0) {
            return null;
        }
        return new UUID(first << 32 | second << 16 | third, fourth << 48 | fifth);
    }

    /** Of at most 12 hexadecimal digits; negative when one of the characters is none, since -1 has all bits set. */
    private static long number(String text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            number = number << 4 | (c < DIGITS.length ? DIGITS[c] : -1);
        }
        return number;
    }
}
