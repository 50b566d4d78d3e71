package dev.deputy.local.auth;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Addresses with wildcards, as GoTrue reads them: {@code *} and {@code ?} stand for what is between two of the separators
 * {@code .} and {@code /}, {@code **} for anything, {@code [a-z]} and {@code [!a-z]} for one character,
 * <code>{a,b}</code> for one of several.
 */
final class Glob {

    private static final String WITHIN = "[^./]";

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    private Glob(String glob) {
        this.glob = glob;
    }

    /** @throws IllegalArgumentException when a bracket is not closed */
    static Pattern compile(String glob) {
        Glob reader = new Glob(glob);
        try {
            reader.read();
            return Pattern.compile(reader.regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "additional_redirect_urls has a pattern that cannot be read: " + glob, e);
        }
    }

    private void read() {
        int open = 0;
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            switch (c) {
                case '*' -> star();
                case '?' -> regex.append(WITHIN);
                case '[' -> characters();
                case '{' -> {
                    open++;
                    regex.append("(?:");
                }
                case '}' -> {
                    open--;
                    regex.append(')');
                }
                case ',' -> regex.append(open > 0 ? "|" : ",");
                case '\\' -> literal(at < glob.length() ? glob.charAt(at++) : '\\');
                default -> literal(c);
            }
        }
    }

    private void star() {
        int stars = 1;
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
            stars++;
        }
        regex.append(stars > 1 ? ".*" : WITHIN + "*");
    }

    private void characters() {
        int end = glob.indexOf(']', at);
        if (end < 0) {
            throw new IllegalArgumentException("additional_redirect_urls has a [ without a ]: " + glob);
        }
        String inside = glob.substring(at, end);
        boolean not = inside.startsWith("!");
        String escaped = (not ? inside.substring(1) : inside).replaceAll("[\\\\\\[\\]^&]", "\\\\$0");
        regex.append('[').append(not ? "^" : "").append(escaped).append(']');
        at = end + 1;
    }

    private void literal(char c) {
        regex.append(Pattern.quote(String.valueOf(c)));
    }
}
