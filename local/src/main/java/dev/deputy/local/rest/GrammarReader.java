package dev.deputy.local.rest;

import java.util.function.IntPredicate;

/** A place in a text that is read by a grammar, one choice after the other. */
final class GrammarReader {

    /** Deeper nesting than this is an attack on the stack, not a question. */
    private static final int MAXIMUM_DEPTH = 100;

    private final String text;
    private final String subject;
    private int at;
    private int depth;

    /** @param subject what is read, for the message when it cannot be */
    GrammarReader(String text, String subject) {
        this.text = text;
        this.subject = subject;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The character here; NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(at);
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    boolean looksAt(String literal) {
        return text.startsWith(literal, at);
    }

    boolean take(String literal) {
        if (looksAt(literal)) {
            at += literal.length();
            return true;
        }
        return false;
    }

    /** Takes the literal and the blanks around it. */
    boolean takeToken(String literal) {
        int start = at;
        takeWhile(c -> c == ' ');
        if (take(literal)) {
            takeWhile(c -> c == ' ');
            return true;
        }
        at = start;
        return false;
    }

    void require(String literal) {
        if (!take(literal)) {
            throw unexpected("\"" + literal + "\"");
        }
    }

    String takeWhile(IntPredicate accepted) {
        int start = at;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!accepted.test(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        return text.substring(start, at);
    }

    String takeRest() {
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    /** Goes one level of brackets down. */
    void descend() {
        if (++depth > MAXIMUM_DEPTH) {
            throw unexpected("less nesting");
        }
    }

    void ascend() {
        depth--;
    }

    /** A quoted text, a backslash before what is meant literally; null, and nothing taken, if none is here. */
    @org.jspecify.annotations.Nullable
    String takeQuoted() {
        int start = at;
        if (!take("\"")) {
            return null;
        }
        StringBuilder content = new StringBuilder();
        while (!atEnd()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return content.toString();
            }
            content.append(c == '\\' && !atEnd() ? text.charAt(at++) : c);
        }
        at = start;
        return null;
    }

    Refusal unexpected(String expecting) {
        String found = atEnd() ? "end of input" : "\"" + Character.toString(text.codePointAt(at)) + "\"";
        return Refusal.syntax(
                "\"failed to parse " + subject + "\" (line 1, column " + (at + 1) + ")",
                "unexpected " + found + " expecting " + expecting);
    }
}
