package dev.deputy.local.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rows must satisfy: one comparison, or several joined by a logical operator. */
sealed interface Condition {

    record All(boolean negated, List<Condition> parts) implements Condition {}

    record Any(boolean negated, List<Condition> parts) implements Condition {}

    record Comparison(Field field, boolean negated, Test test) implements Condition {}

    /** The right-hand side of a comparison. */
    sealed interface Test {}

    /** An operator with one operand, or with any or all elements of an array. */
    record Binary(Operator operator, @Nullable Quantifier quantifier, String value) implements Test {}

    record In(List<String> values) implements Test {}

    record Is(Truth truth) implements Test {}

    record IsDistinct(String value) implements Test {}

    record TextSearch(Operator operator, @Nullable String language, String value) implements Test {}

    enum Quantifier {
        ANY,
        ALL
    }

    enum Truth {
        NULL("null"),
        NOT_NULL("not null"),
        TRUE("true"),
        FALSE("false"),
        UNKNOWN("unknown");

        final String sql;

        Truth(String sql) {
            this.sql = sql;
        }
    }
}
