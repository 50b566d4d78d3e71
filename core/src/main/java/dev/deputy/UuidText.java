package dev.deputy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The text of a UUID: 36 ASCII characters. Java's own reader takes more, such as {@code 1-2-3-4-5}. */
final class UuidText {

    private static final String SHAPE = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

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
            if (SHAPE.charAt(i) != '-') {
                int digit = hexDigit(c);
                if (digit < 0) {
                    return null;
                }
                high = (high << 4) | (low >>> 60);
                low = (low << 4) | digit;
            } else if (c != '-') {
                return null;
            }
        }
        return new UUID(high, low);
    }

    private static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20; // in lower case, if it is one
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
