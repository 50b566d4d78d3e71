package dev.deputy.local.rest;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The operators with an operand, and what each is in SQL. */
enum Operator {
    EQ("=", true),
    NEQ("<>", false),
    GT(">", true),
    GTE(">=", true),
    LT("<", true),
    LTE("<=", true),
    LIKE("like", true),
    ILIKE("ilike", true),
    MATCH("~", true),
    IMATCH("~*", true),
    CS("@>", false),
    CD("<@", false),
    OV("&&", false),
    SL("<<", false),
    SR(">>", false),
    NXR("&<", false),
    NXL("&>", false),
    ADJ("-|-", false),
    FTS("to_tsquery", false),
    PLFTS("plainto_tsquery", false),
    PHFTS("phraseto_tsquery", false),
    WFTS("websearch_to_tsquery", false);

    /** An operator, or the function that makes a text search's operand. */
    final String sql;

    /** Whether {@code (any)} and {@code (all)} may follow. */
    final boolean quantifiable;

    Operator(String sql, boolean quantifiable) {
        this.sql = sql;
        this.quantifiable = quantifiable;
    }

    boolean isTextSearch() {
        return compareTo(FTS) >= 0;
    }

    /** Whether an asterisk stands for a percent sign. */
    boolean hasWildcards() {
        return this == LIKE || this == ILIKE;
    }

    static Optional<Operator> named(String name) {
        return Stream.of(values())
                .filter(operator -> operator.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
