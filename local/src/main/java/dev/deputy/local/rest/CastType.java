package dev.deputy.local.rest;

import java.util.Locale;
import java.util.Set;

/** The type in {@code select=id::text}. */
final class CastType {

    /** Names of types that are words of SQL rather than names in a catalog. */
    private static final Set<String> WORDS = Set.of(
            "bigint",
            "bit",
            "bit varying",
            "boolean",
            "char",
            "character",
            "character varying",
            "dec",
            "decimal",
            "double precision",
            "float",
            "int",
            "integer",
            "numeric",
            "real",
            "smallint",
            "time",
            "time with time zone",
            "time without time zone",
            "timestamp",
            "timestamp with time zone",
            "timestamp without time zone",
            "varchar",
            "interval");

    private CastType() {}

    /** The type in SQL: a word of SQL, or a name that is looked up. */
    static Sql sql(String text) {
        boolean array = text.endsWith("[]");
        String name =
                (array ? text.substring(0, text.length() - 2) : text).strip().toLowerCase(Locale.ROOT);
        Sql sql = new Sql();
        if (WORDS.contains(name)) {
            sql.add(name);
        } else {
            sql.name(name);
        }
        return array ? sql.add("[]") : sql;
    }
}
