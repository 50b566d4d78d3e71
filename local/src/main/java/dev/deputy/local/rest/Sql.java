package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL and the values in it. The only way for a request's text into a statement: as a quoted name, as a bound
 * value, or as a quoted literal where PostgreSQL cannot take a bound one.
 */
final class Sql {

    private final StringBuilder text = new StringBuilder();
    private final List<String> values = new ArrayList<>();

    /** Words of our own. Never a request's. */
    Sql add(String words) {
        text.append(words);
        return this;
    }

    Sql add(Sql other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    Sql name(String name) {
        text.append(quoted(name));
        return this;
    }

    Sql name(Name name) {
        return name(name.schema()).add(".").name(name.name());
    }

    /** A value of a type that PostgreSQL finds out from where it stands. */
    Sql value(String value) {
        text.append('?');
        values.add(value);
        return this;
    }

    /** A literal, where two mentions must be the same expression (GROUP BY). Needs standard_conforming_strings. */
    Sql literal(String value) {
        if (value.indexOf('\0') >= 0) {
            throw Refusal.syntax("A key must not have the character NUL", "");
        }
        text.append('\'').append(value.replace("'", "''")).append('\'');
        return this;
    }

    /** The pieces with the separator between them. */
    static Sql join(String separator, List<Sql> pieces) {
        Sql joined = new Sql();
        for (Sql piece : pieces) {
            if (!joined.isEmpty()) {
                joined.add(separator);
            }
            joined.add(piece);
        }
        return joined;
    }

    /** @throws Refusal for what can be no name, so that it does not become a syntax error */
    static String quoted(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw Refusal.syntax("A name must have at least one character, and none of them may be NUL", "");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text.toString();
    }

    List<String> values() {
        return values;
    }

    @Override
    public String toString() {
        return text();
    }
}
