package dev.deputy.postgres;

import dev.deputy.postgres.SqlTokens.Kind;
import dev.deputy.postgres.SqlTokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which statements a caller may run: those that read and write rows. Whatever would change who the transaction acts
 * for, end it, outlive it on the connection, or reach rows past their policies is refused.
 *
 * <p>This stops mistakes and the plain forms of an attack. It does not make SQL injection harmless: a function of the
 * project's own may run any SQL that it is given.
 */
final class CallerStatements {

    /** How a statement of a caller may begin; {@code set} and {@code rollback} only in some forms. */
    private static final Set<String> BEGINNINGS = Set.of(
            "select",
            "insert",
            "update",
            "delete",
            "merge",
            "with",
            "values",
            "table",
            "call",
            "explain",
            "show",
            "declare",
            "fetch",
            "move",
            "close",
            "lock",
            "notify",
            "savepoint",
            "release",
            "rollback",
            "set");

    /** Names that change settings, wherever they appear. */
    private static final Set<String> FORBIDDEN_NAMES = Set.of("set_config", "pg_settings");

    /**
     * How the names begin of functions that run SQL given in a string: Postgres' own, and those of the extensions
     * dblink, tablefunc and xml2. ({@code table_to_xml} and its like take names, not SQL, and read as the caller.)
     */
    private static final List<String> FORBIDDEN_BEGINNINGS = List.of(
            "query_to_xml", "cursor_to_xml", "ts_stat", "ts_rewrite", "dblink", "crosstab", "connectby", "xpath_table");

    /** Names of functions whose effect stays on the connection, and what to use instead. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("pg_advisory_lock", "pg_advisory_xact_lock"),
            Map.entry("pg_advisory_lock_shared", "pg_advisory_xact_lock_shared"),
            Map.entry("pg_try_advisory_lock", "pg_try_advisory_xact_lock"),
            Map.entry("pg_try_advisory_lock_shared", "pg_try_advisory_xact_lock_shared"));

    /** All functions for large objects; by name, since columns may well begin with {@code lo_}, too. */
    private static final Set<String> LARGE_OBJECTS = Set.of(
            "lo_close",
            "lo_creat",
            "lo_create",
            "lo_export",
            "lo_from_bytea",
            "lo_get",
            "lo_import",
            "lo_lseek",
            "lo_lseek64",
            "lo_open",
            "lo_put",
            "lo_tell",
            "lo_tell64",
            "lo_truncate",
            "lo_truncate64",
            "lo_unlink",
            "loread",
            "lowrite");

    private static final PerStatement<Boolean> HARMLESS = new PerStatement<>();

    private CallerStatements() {}

    /** @throws RefusedException when the statement is not for callers; the message says why and never quotes it */
    static void check(String sql) throws RefusedException {
        if (HARMLESS.get(sql) == null) {
            read(sql);
            HARMLESS.put(sql, true);
        }
    }

    /** Whether the statement is there to change rows that exist. */
    static boolean changesRows(String sql) {
        Token first = new SqlTokens(sql).next();
        return first != null && (first.is("update") || first.is("delete") || first.is("merge"));
    }

    private static void read(String sql) throws RefusedException {
        SqlTokens tokens = new SqlTokens(sql);
        Token first = beginning(tokens);
        if (first == null || (first.is(";") && tokens.next() == null)) {
            return;
        }
        if (first.kind() == Kind.UNREADABLE) {
            throw unreadable();
        }
        if (first.kind() != Kind.WORD || !BEGINNINGS.contains(first.text())) {
            throw refused(notForCallers(first));
        }
        if (first.is("set")) {
            checkSet(tokens);
        } else if (first.is("rollback")) {
            checkRollback(tokens);
        }
        checkRest(first, tokens);
    }

    /** The first word, past parentheses or past the beginning of JDBC's {@code {call …}} and {@code {? = call …}}. */
    private static @Nullable Token beginning(SqlTokens tokens) throws RefusedException {
        Token token = tokens.next();
        if (token != null && token.is("{")) {
            return call(tokens);
        }
        while (token != null && token.is("(")) {
            token = tokens.next();
        }
        return token;
    }

    private static Token call(SqlTokens tokens) throws RefusedException {
        Token token = tokens.next();
        if (token != null && token.is("?")) {
            Token equals = tokens.next();
            token = equals != null && equals.is("=") ? tokens.next() : null;
        }
        if (token == null || !token.is("call")) {
            throw escape();
        }
        return token;
    }

    private static void checkRest(Token first, SqlTokens tokens) throws RefusedException {
        Token before = first;
        for (Token token = tokens.next(); token != null; token = tokens.next()) {
            if (token.kind() == Kind.UNREADABLE) {
                throw unreadable();
            }
            if (token.is("{")) {
                throw escape();
            }
            if (token.is(";") && tokens.next() != null) {
                throw refused("Several statements in one string are not for callers: run them one by one.");
            }
            if (token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_NAME) {
                checkName(token.text());
            }
            if (first.is("explain") && token.is("create")) {
                throw refused(notForCallers(token));
            }
            if (token.is("into") && !before.is("insert") && !before.is("merge") && !before.is("as")) {
                throw refused("SELECT … INTO makes a table that could outlive the caller; use INSERT INTO … SELECT.");
            }
            if (token.is("hold") && before.is("with") && first.is("declare")) {
                throw refused("A cursor WITH HOLD would show the next caller this one's rows; declare it without.");
            }
            before = token;
        }
    }

    private static void checkName(String name) throws RefusedException {
        if (FORBIDDEN_NAMES.contains(name) || FORBIDDEN_BEGINNINGS.stream().anyMatch(name::startsWith)) {
            throw refused(name + " is not for callers: with it a statement could change who it runs as.");
        }
        String instead = LARGE_OBJECTS.contains(name) ? "a column of type bytea" : INSTEAD.get(name);
        if (instead != null) {
            throw refused(name + " outlives the caller or knows no policies: use " + instead + ".");
        }
    }

    /** Settings of this transaction are the caller's to change, but for those that say who the caller is. */
    private static void checkSet(SqlTokens tokens) throws RefusedException {
        Token scope = tokens.next();
        if (scope != null && scope.is("constraints")) {
            return;
        }
        if (scope != null && scope.is("transaction")) {
            throw refused("SET TRANSACTION comes too late, since the caller's identity is set already: use"
                    + " Connection.setTransactionIsolation or setReadOnly before the transaction.");
        }
        if (scope == null || !scope.is("local")) {
            throw refused("SET outlives the transaction, and the connection then serves another caller: use SET LOCAL."
                    + " A caller's role and claims are Deputy's to set.");
        }
        Token name = tokens.next();
        if (name == null || saysWhoTheCallerIs(name.text().toLowerCase(Locale.ROOT))) {
            throw refused("A caller's role and claims are Deputy's to set.");
        }
    }

    /** Quoted, the name of a setting may hold its dots. */
    private static boolean saysWhoTheCallerIs(String setting) {
        return Set.of("role", "session", "session_authorization", "request", "standard_conforming_strings")
                        .contains(setting)
                || setting.startsWith("request.");
    }

    private static void checkRollback(SqlTokens tokens) throws RefusedException {
        Token token = tokens.next();
        if (token != null && (token.is("work") || token.is("transaction"))) {
            token = tokens.next();
        }
        if (token == null || !token.is("to")) {
            throw refused(
                    "ROLLBACK is not for callers as a statement: use Connection.rollback(), or throw out of the work.");
        }
    }

    private static String notForCallers(Token first) {
        String word = first.text().toUpperCase(Locale.ROOT);
        return switch (first.kind() == Kind.WORD ? first.text() : "") {
            case "begin", "start", "commit", "end", "abort", "prepare" ->
                word + " is not for callers as a statement: transactions begin and end through JDBC"
                        + " (setAutoCommit, commit, rollback) or with the work.";
            case "reset", "discard" -> word + " could take the caller's identity off the transaction.";
            case "truncate" -> "TRUNCATE empties a table of everybody's rows, whatever its policies say: use DELETE.";
            case "do" -> "DO runs a program that could change who it runs as: make it a function and SELECT it.";
            case "copy" -> "COPY is not for callers: use INSERT with a batch, or SELECT.";
            case "create", "alter", "drop", "grant", "revoke", "comment", "refresh", "reindex" ->
                word + " is admin work: give it a DataSource of its own.";
            case "" -> "This is no statement that callers may run.";
            default ->
                word + " is no statement that callers may run; give it a DataSource of its own if it is admin work.";
        };
    }

    /** The driver takes escapes out of the statement and can so join what stands before and in them to another word. */
    private static RefusedException escape() {
        return refused(
                "JDBC escapes in braces are not for callers, but for {call …} and {? = call …}: write plain SQL.");
    }

    private static RefusedException unreadable() {
        return refused("This statement cannot be read with certainty: a string, name or comment is not closed, or is"
                + " written with Unicode escapes (U&) or as several parts. Write it plainly, with bind parameters.");
    }

    private static RefusedException refused(String sentence) {
        return new RefusedException(RefusedException.Reason.STATEMENT, sentence);
    }
}
