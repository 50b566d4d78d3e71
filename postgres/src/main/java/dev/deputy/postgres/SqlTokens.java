package dev.deputy.postgres;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a statement into tokens where Postgres itself cuts it, so that a word is not mistaken for one when it stands in
 * a comment or a string. Only what {@link CallerStatements} needs is told apart.
 *
 * <p>Plain strings are read as {@code standard_conforming_strings = on} reads them; {@link Impersonation} sees to it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">PostgreSQL: lexical structure</a>
 */
final class SqlTokens {

    enum Kind {
        /** A key word or an unquoted name, in lower case. */
        WORD,
        /** A quoted name, without its quotes. */
        QUOTED_NAME,
        STRING,
        /** A single character that is none of the above, such as a parenthesis or a semicolon. */
        SYMBOL,
        /** Something whose meaning only Postgres could tell. */
        UNREADABLE
    }

    /** A token; {@code text} is empty for a string. */
    record Token(Kind kind, String text) {
        boolean is(String word) {
            return kind != Kind.STRING && kind != Kind.QUOTED_NAME && text.equals(word);
        }
    }

    private final String sql;
    private int at;
    private boolean escapesContinue;

    SqlTokens(String sql) {
        this.sql = sql;
    }

    /** The next token, or null at the end. */
    @Nullable
    Token next() {
        skipSpaceAndComments();
        if (at >= sql.length()) {
            return null;
        }
        char c = sql.charAt(at);
        // 'a' followed by 'b' on another line is one string, and one with escapes if the first part has them.
        boolean continuesEscapes = escapesContinue && c == '\'';
        escapesContinue = false;
        if (continuesEscapes) {
            return unreadable();
        }
        if (c == '\'') {
            return string(false);
        }
        if (c == '"') {
            return quotedName();
        }
        if (c == '$') {
            return dollar();
        }
        if (startsName(c)) {
            return word();
        }
        if (c >= '0' && c <= '9') {
            skipDigits();
            return new Token(Kind.SYMBOL, "0");
        }
        at++;
        return new Token(Kind.SYMBOL, String.valueOf(c));
    }

    private void skipSpaceAndComments() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000B') {
                at++;
            } else if (sql.startsWith("--", at)) {
                while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
                    at++;
                }
            } else if (sql.startsWith("/*", at)) {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    /** Block comments nest. */
    private void skipBlockComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private Token word() {
        int start = at;
        skipName();
        String word = sql.substring(start, at);
        char quote = at < sql.length() ? sql.charAt(at) : ' ';
        if (quote == '\'' && word.equalsIgnoreCase("e")) {
            return string(true);
        }
        if (quote == '&' && word.equalsIgnoreCase("u") && at + 1 < sql.length()) {
            char after = sql.charAt(at + 1);
            // A name or a string with Unicode escapes: the name could be any name at all.
            if (after == '"' || after == '\'') {
                return unreadable();
            }
        }
        if (quote == '?' && !sql.startsWith("??", at)) {
            return unreadable(); // the driver would make a?$$ into a$1$$, which is a name and opens no string
        }
        return new Token(Kind.WORD, lowerCase(word));
    }

    /** As Postgres folds names: ASCII letters only. */
    private static String lowerCase(String word) {
        StringBuilder lower = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    private Token string(boolean escapes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == '\'') {
                if (at < sql.length() && sql.charAt(at) == '\'') {
                    at++;
                } else {
                    escapesContinue = escapes;
                    return new Token(Kind.STRING, "");
                }
            }
        }
        return unreadable();
    }

    private Token quotedName() {
        at++;
        StringBuilder name = new StringBuilder();
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c != '"') {
                name.append(c);
            } else if (at < sql.length() && sql.charAt(at) == '"') {
                name.append(c);
                at++;
            } else {
                return new Token(Kind.QUOTED_NAME, name.toString());
            }
        }
        return unreadable();
    }

    /** {@code $tag$ … $tag$}, or a parameter such as {@code $1}. */
    private Token dollar() {
        int tagEnd = at + 1;
        while (tagEnd < sql.length()
                && (tagEnd == at + 1 ? startsName(sql.charAt(tagEnd)) : continuesName(sql.charAt(tagEnd)))
                && sql.charAt(tagEnd) != '$') {
            tagEnd++;
        }
        if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
            if (tagEnd < sql.length() && sql.charAt(tagEnd) == '?') {
                return unreadable(); // the driver would make $?$ into $$1$, which opens a string
            }
            at++;
            return new Token(Kind.SYMBOL, "$");
        }
        String tag = sql.substring(at, tagEnd + 1);
        int end = sql.indexOf(tag, tagEnd + 1);
        if (end < 0) {
            return unreadable();
        }
        at = end + tag.length();
        return new Token(Kind.STRING, "");
    }

    private Token unreadable() {
        at = sql.length();
        return new Token(Kind.UNREADABLE, "");
    }

    /** Not what follows them: Postgres reads {@code 1into} as two tokens up to version 14. */
    private void skipDigits() {
        while (at < sql.length() && sql.charAt(at) >= '0' && sql.charAt(at) <= '9') {
            at++;
        }
    }

    private void skipName() {
        while (at < sql.length() && continuesName(sql.charAt(at))) {
            at++;
        }
    }

    private static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean continuesName(char c) {
        return startsName(c) || (c >= '0' && c <= '9') || c == '$';
    }
}
