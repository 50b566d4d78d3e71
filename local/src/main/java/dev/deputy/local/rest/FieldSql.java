package dev.deputy.local.rest;

import dev.deputy.local.rest.Field.Step;

/** Writes a field as SQL. */
final class FieldSql {

    private FieldSql() {}

    /** @param isJson whether the column itself is JSON; anything else is made JSON before it is looked into */
    static Sql of(Sql qualifier, Field field, boolean isJson) {
        Sql column = new Sql().add(qualifier).add(".").name(field.column());
        if (field.path().isEmpty()) {
            return column;
        }
        Sql sql = isJson ? column : new Sql().add("to_jsonb(").add(column).add(")");
        for (Step step : field.path()) {
            sql.add(step.asText() ? "->>" : "->");
            if (step.isIndex()) {
                sql.add(step.key()); // digits, by the grammar
            } else {
                sql.literal(step.key());
            }
        }
        return sql;
    }

    static Sql of(ReadNode node, Field field) {
        return of(node.qualifier, field, node.holdsJson(field.column()));
    }
}
