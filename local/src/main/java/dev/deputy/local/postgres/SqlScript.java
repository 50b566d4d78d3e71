package dev.deputy.local.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a file of SQL into statements, at the semicolons that psql would cut at: not in strings, quoted names, dollar
 * quotes, comments, parentheses, nor in the body of a function that is written {@code begin atomic … end}.
 *
 * <p>Cut, rather than sent whole: the history table keeps the statements, an error can name its line, and what cannot
 * run in a transaction can still run.
 */
final class SqlScript {

    /** One statement without its semicolon, and the line of the file that it begins in. */
    record Statement(String text, int line) {

        /** The line of the file that the given character, counted from one as PostgreSQL counts, is in. */
        int lineOf(int position) {
            int end = Math.max(0, Math.min(position - 1, text.codePointCount(0, text.length())));
            String before = text.substring(0, text.offsetByCodePoints(0, end));
            return line + (int) before.chars().filter(c -> c == '\n').count();
        }
    }

    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
    private static final Pattern ROUTINE = Pattern.compile(
            "create\\s+(or\\s+replace\\s+)?(function|procedure)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String sql;
    private final List<Statement> statements = new ArrayList<>();
    private int line = 1;
    private int counted;
    private int at;
    private int start = -1;
    private int parentheses;
    private int blocks;

    private SqlScript(String sql) {
        this.sql = sql;
    }

    static List<Statement> statements(String sql) {
        SqlScript script = new SqlScript(sql.startsWith("\uFEFF") ? sql.substring(1) : sql);
        while (script.at < script.sql.length()) {
            script.step();
        }
        script.cut();
        return script.statements;
    }

    /** Passes one element: a comment, a string, a word, or a single character. */
    private void step() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (sql.startsWith("--", at)) {
            at = after("\n", at);
        } else if (sql.startsWith("/*", at)) {
            passBlockComment();
        } else if (c == ';' && parentheses == 0 && blocks == 0) {
            cut();
            at++;
        } else {
            if (start < 0) {
                start = at;
            }
            passElement(c);
        }
    }

    private void passElement(char c) {
        if (c == '\'') {
            passQuoted('\'', false);
        } else if (c == '"') {
            passQuoted('"', false);
        } else if (c == '$') {
            passDollar();
        } else if (Character.isLetter(c) || c == '_') {
            passWord();
        } else {
            parentheses += c == '(' ? 1 : c == ')' && parentheses > 0 ? -1 : 0;
            at++;
        }
    }

    private void passQuoted(char quote, boolean backslashEscapes) {
        // A doubled quote ends one string and begins the next at once, which comes to the same.
        for (at++; at < sql.length() && sql.charAt(at) != quote; at++) {
            if (backslashEscapes && sql.charAt(at) == '\\') {
                at++;
            }
        }
        at = Math.min(at + 1, sql.length());
        if (backslashEscapes && at < sql.length() && sql.charAt(at) == quote) {
            passQuoted(quote, true);
        }
    }

    private void passDollar() {
        Matcher opening = DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
        at = opening.lookingAt() ? after(opening.group(), opening.end()) : at + 1;
    }

    private void passWord() {
        int from = at;
        // A dollar sign may be part of a name, so a$b$ opens no quote.
        while (at < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_' || sql.charAt(at) == '$')) {
            at++;
        }
        String word = sql.substring(from, at).toLowerCase(Locale.ROOT);
        if (word.equals("e") && at < sql.length() && sql.charAt(at) == '\'') {
            passQuoted('\'', true);
        } else if (word.equals("begin")
                && ROUTINE.matcher(sql.substring(start, from)).matches()) {
            blocks++;
        } else if (word.equals("case") && blocks > 0) {
            blocks++;
        } else if (word.equals("end") && blocks > 0) {
            blocks--;
        }
    }

    private void passBlockComment() {
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

    private int after(String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    private void cut() {
        if (start >= 0) {
            line += (int)
                    sql.substring(counted, start).chars().filter(c -> c == '\n').count();
            counted = start;
            statements.add(new Statement(
                    sql.substring(start, Math.min(at, sql.length())).strip(), line));
        }
        start = -1;
        parentheses = 0;
        blocks = 0;
    }
}
