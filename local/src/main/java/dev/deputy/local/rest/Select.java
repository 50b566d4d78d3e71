package dev.deputy.local.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that the parameter {@code select} asks for. */
sealed interface Select {

    /** Every column. */
    record All() implements Select {}

    /** A column, cast and aggregated where asked for; a null field counts rows. */
    record Value(
            @Nullable Field field,
            @Nullable String alias,
            @Nullable String cast,
            @Nullable Aggregate aggregate,
            @Nullable String aggregateCast)
            implements Select {

        /** Only {@code count()} has none. */
        Field requiredField() {
            if (field == null) {
                throw new IllegalStateException("a column without a name");
            }
            return field;
        }

        String label() {
            if (alias != null) {
                return alias;
            }
            return aggregate != null || field == null
                    ? String.valueOf(aggregate).toLowerCase(java.util.Locale.ROOT)
                    : field.label();
        }
    }

    /** Rows of a related resource. */
    record Embed(
            String name,
            @Nullable String alias,
            @Nullable String hint,
            boolean inner,
            boolean spread,
            List<Select> items)
            implements Select {

        String label() {
            return alias != null ? alias : name;
        }
    }

    enum Aggregate {
        SUM,
        AVG,
        COUNT,
        MAX,
        MIN
    }
}
