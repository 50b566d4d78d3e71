package dev.deputy.local.rest;

import dev.deputy.local.rest.Condition.Binary;
import dev.deputy.local.rest.Condition.Comparison;
import dev.deputy.local.rest.Condition.In;
import dev.deputy.local.rest.Condition.Is;
import dev.deputy.local.rest.Condition.IsDistinct;
import dev.deputy.local.rest.Condition.TextSearch;
import dev.deputy.local.rest.Condition.Truth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes conditions on the rows of a node as SQL. */
final class ConditionSql {

    private final ReadNode node;

    ConditionSql(ReadNode node) {
        this.node = node;
    }

    Sql all(List<Condition> conditions) {
        return Sql.join(" and ", conditions.stream().map(this::of).toList());
    }

    Sql of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return tree(all.negated(), " and ", all.parts());
        }
        if (condition instanceof Condition.Any any) {
            return tree(any.negated(), " or ", any.parts());
        }
        return comparison((Comparison) condition);
    }

    private Sql tree(boolean negated, String operator, List<Condition> parts) {
        Sql joined = Sql.join(operator, parts.stream().map(this::of).toList());
        return new Sql().add(negated ? "not (" : "(").add(joined).add(")");
    }

    private Sql comparison(Comparison comparison) {
        Sql embed = embedIsNull(comparison);
        if (embed != null) {
            return embed;
        }
        Sql field = FieldSql.of(node, comparison.field());
        return new Sql()
                .add(comparison.negated() ? "not " : "")
                .add(test(field, comparison.test(), node.holdsVector(comparison.field())));
    }

    /** {@code writers=not.is.null}, where that is no column but an embedded resource. */
    private @Nullable Sql embedIsNull(Comparison comparison) {
        ReadNode child = comparison.field().path().isEmpty()
                ? node.childLabelled(comparison.field().column())
                : null;
        if (child == null || !(comparison.test() instanceof Is is) || is.truth() != Truth.NULL) {
            return null;
        }
        String alias = child.aggregateAlias(node);
        if (child.isSpreadToMany()) {
            return ReadSql.rowsOf(alias).add(comparison.negated() ? " > 0" : " = 0");
        }
        Sql rows = new Sql().name(alias);
        if (!child.isToOne()) {
            rows.add(".").name(alias);
        }
        return rows.add(comparison.negated() ? " is distinct from null" : " is not distinct from null");
    }

    /** @param isVector whether a text search finds the field in the form that it searches */
    private static Sql test(Sql field, Condition.Test test, boolean isVector) {
        if (test instanceof Binary binary) {
            return binary(field, binary);
        }
        if (test instanceof In in) {
            String elements = in.values().stream().map(ConditionSql::element).collect(Collectors.joining(","));
            return new Sql()
                    .add(field)
                    .add(" = any (")
                    .value("{" + elements + "}")
                    .add(")");
        }
        if (test instanceof Is is) {
            return new Sql().add(field).add(" is ").add(is.truth().sql);
        }
        if (test instanceof IsDistinct isDistinct) {
            return new Sql().add(field).add(" is distinct from ").value(isDistinct.value());
        }
        TextSearch search = (TextSearch) test;
        Sql sql = new Sql();
        if (isVector) {
            sql.add(field);
        } else {
            sql.add("to_tsvector(");
            if (search.language() != null) {
                sql.value(search.language()).add(", ");
            }
            sql.add(field).add(")");
        }
        sql.add(" @@ ").add(search.operator().sql).add("(");
        if (search.language() != null) {
            sql.value(search.language()).add(", ");
        }
        return sql.value(search.value()).add(")");
    }

    private static Sql binary(Sql field, Binary binary) {
        String value = binary.operator().hasWildcards() ? binary.value().replace('*', '%') : binary.value();
        Sql sql = new Sql().add(field).add(" ").add(binary.operator().sql).add(" ");
        if (binary.quantifier() == null) {
            return sql.value(value);
        }
        return sql.add(binary.quantifier().name().toLowerCase(Locale.ROOT))
                .add(" (")
                .value(value)
                .add(")");
    }

    /** An element of an array literal. */
    private static String element(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
