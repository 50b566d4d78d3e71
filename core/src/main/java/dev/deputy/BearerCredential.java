package dev.deputy;

import java.util.List;

/** What the {@code Authorization} fields of a request say (RFC 9110, section 11.6.2; RFC 6750, section 2.1). */
sealed interface BearerCredential {

    /** Nothing at all. */
    record Absent() implements BearerCredential {}

    /** Something, but no token: another scheme, a scheme alone, a token alone. */
    record NoToken() implements BearerCredential {}

    /** A token, in a way that is open to more than one reading. */
    record Ambiguous() implements BearerCredential {}

    /** One token. */
    record Token(String text) implements BearerCredential {}

    String SCHEME = "Bearer";

    /**
     * Reads the fields.
     *
     * @param fields the values of all fields, in order
     */
    static BearerCredential read(List<String> fields) {
        if (fields.size() > 1) {
            return new Ambiguous();
        }
        String field = fields.isEmpty() ? "" : withoutOuterWhiteSpace(fields.get(0));
        if (field.isEmpty()) {
            return new Absent();
        }
        int space = field.indexOf(' ');
        if (space != SCHEME.length() || !field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new NoToken();
        }
        int start = space;
        while (start < field.length() && field.charAt(start) == ' ') {
            start++;
        }
        return isPlain(field, start) ? new Token(field.substring(start)) : new Ambiguous();
    }

    /** A loop, since each request pays for it: a stream would take several times as long as to know the token again. */
    private static boolean isPlain(String field, int start) {
        for (int i = start; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ',' || c == '"') {
                return false;
            }
        }
        return true;
    }

    /** RFC 9110, section 5.5: spaces and tabs around a value are not part of it; other white space is. */
    static String withoutOuterWhiteSpace(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isWhiteSpace(value.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
