package dev.deputy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The text of a UUID: 36 ASCII characters. Java's own reader takes more, such as {@code 1-2-3-4-5}. */
final class UuidText {

    private static final String SHAPE = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

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
        if (text.length() != SHAPE.length()) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < SHAPE.length(); i++) {
            char c = text.charAt(i);
            if (SHAPE.charAt(i) == '-') {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = c < DIGITS.length ? DIGITS[c] : -1;
            if (digit < 0) {
                return null;
            }
            high = (high << 4) | (low >>> 60);
            low = (low << 4) | digit;
        }
        return new UUID(high, low);
    }
}
