package dev.deputy.local.rest;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one table lead to rows of another.
 *
 * @param constraint the foreign key; of a junction, its first one; of a computed relationship, the function's name
 * @param columns pairs of a column here and a column there; of a junction, a column here and one of the junction
 * @param junction the table in the middle, or null
 * @param function that computes the related rows, or null
 */
record Relationship(
        Name from,
        Name to,
        Cardinality cardinality,
        String constraint,
        List<Pair> columns,
        @Nullable Junction junction,
        @Nullable Name function) {

    record Pair(String here, String there) {}

    /** The table between, and how it leads on: pairs of one of its columns and a column of the target. */
    record Junction(Name table, String constraint, List<Pair> columns) {}

    enum Cardinality {
        MANY_TO_ONE("many-to-one"),
        ONE_TO_MANY("one-to-many"),
        /** The foreign key is on this side. */
        ONE_TO_ONE("one-to-one"),
        /** The foreign key is on the other side. */
        ONE_TO_ONE_BACK("one-to-one"),
        MANY_TO_MANY("many-to-many");

        final String words;

        Cardinality(String words) {
            this.words = words;
        }
    }

    boolean isToOne() {
        return cardinality != Cardinality.ONE_TO_MANY && cardinality != Cardinality.MANY_TO_MANY;
    }

    boolean hasForeignKeyHere() {
        return cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_ONE;
    }

    boolean isToItself() {
        return from.equals(to);
    }

    /** What a client writes behind the exclamation mark to mean this one. */
    String hint() {
        return junction != null ? junction.table().name() : constraint;
    }

    /** As an ambiguous request is told of it. */
    String describe() {
        String here = columns.stream().map(Pair::here).collect(Collectors.joining(", "));
        String there = columns.stream().map(Pair::there).collect(Collectors.joining(", "));
        if (junction != null) {
            String onward = junction.columns().stream().map(Pair::here).collect(Collectors.joining(", "));
            return junction.table().name() + " using " + constraint + "(" + there + ") and " + junction.constraint()
                    + "(" + onward + ")";
        }
        return constraint + " using " + from.name() + "(" + here + ") and " + to.name() + "(" + there + ")";
    }
}
