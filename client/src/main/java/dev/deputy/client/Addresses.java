package dev.deputy.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text in an address, where it stays text whatever it is. */
final class Addresses {

    /** What RFC 3986 §3.3 lets a segment of a path consist of, besides letters and digits. */
    private static final String SEGMENT = "-._~!$&'()*+,;=:@";

    private Addresses() {}

    /** The name or the value of a query's parameter, as HTML forms and browsers' URLSearchParams write it. */
    static String parameter(String text) {
        return URLEncoder.encode(wellFormed(text), StandardCharsets.UTF_8);
    }

    /** One segment of a path: a table, a function, an id. */
    static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            // Servers and proxies on the way resolve these, and the request would be for something else.
            throw new IllegalArgumentException("\"" + text + "\" cannot be part of an address");
        }
        StringBuilder escaped = new StringBuilder();
        for (byte octet : wellFormed(text).getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (character < 0x80 && (Character.isLetterOrDigit(character) || SEGMENT.indexOf(character) >= 0)) {
                escaped.append(character);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(character >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(character & 15, 16)));
            }
        }
        return escaped.toString();
    }

    /** A path of several segments, such as a file's; without slashes at its begin and end. */
    static String path(String path) {
        StringBuilder escaped = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            escaped.append(escaped.isEmpty() ? "" : "/").append(segment(segment));
        }
        return escaped.toString();
    }

    /** Half of a surrogate pair is no character, and would arrive as a question mark. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(character)) {
                throw new IllegalArgumentException("the text has half of a surrogate pair at index " + i);
            }
        }
        return text;
    }
}
