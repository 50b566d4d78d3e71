package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one statement of a request: rows, made into the body of the answer.
 *
 * @param source what writes or calls, under the name {@code pgrst_source}; null when the rows are only read
 * @param read the rows of the answer
 * @param count what to count when the client wants to know how many rows there are in all
 * @param key the columns that tell the written row from others, when the answer points to it
 */
record Statement(
        @Nullable Sql source,
        Sql read,
        Shape shape,
        boolean stripNulls,
        @Nullable Sql count,
        List<String> key) {

    /** What the body is made of. */
    enum Shape {
        NOTHING,
        ARRAY,
        OBJECT,
        CSV,
        /** One value without a name. */
        SCALAR,
        /** An array of values without names. */
        SCALARS
    }

    Statement counting(@Nullable Sql count) {
        return new Statement(source, read, shape, stripNulls, count, key);
    }

    Sql sql() {
        List<Sql> named = new ArrayList<>();
        if (source != null) {
            named.add(new Sql().add("pgrst_source as (").add(source).add(")"));
        }
        named.add(new Sql().add("pgrst_read as (").add(read).add(")"));
        Sql sql = new Sql().add("with ").add(Sql.join(", ", named)).add(" select ");
        if (count == null) {
            sql.add("null::bigint");
        } else {
            sql.add("(select count(*) from (").add(count).add(") as pgrst_countable)");
        }
        return sql.add(", count(*), ")
                .add(body())
                .add(", ")
                .add(keySql())
                .add(", nullif(current_setting('response.headers', true), '')")
                .add(", nullif(current_setting('response.status', true), '')")
                .add(", nullif(current_setting('pgrst.inserted', true), '')")
                .add(" from pgrst_read as pgrst_row");
    }

    private String body() {
        String row = stripNulls ? "json_strip_nulls(row_to_json(pgrst_row))" : "pgrst_row";
        return switch (shape) {
            case NOTHING -> "''";
            case ARRAY -> "coalesce(json_agg(" + row + ")::text, '[]')";
            case OBJECT -> "coalesce((json_agg(" + row + ") -> 0)::text, 'null')";
            case SCALAR -> "coalesce((json_agg(pgrst_row.pgrst_scalar) -> 0)::text, 'null')";
            case SCALARS -> "coalesce(json_agg(pgrst_row.pgrst_scalar)::text, '[]')";
            case CSV ->
                "(select coalesce(string_agg(pgrst_name, ','), '') from (select json_object_keys(row_to_json(pgrst_first))"
                        + " as pgrst_name from (select * from pgrst_read limit 1) as pgrst_first) as pgrst_names)"
                        + " || E'\\n' || coalesce(string_agg(substring(pgrst_row::text, 2, length(pgrst_row::text) - 2),"
                        + " E'\\n'), '')";
        };
    }

    private Sql keySql() {
        if (key.isEmpty()) {
            return new Sql().add("null::text");
        }
        return new Sql()
                .add("case when count(*) = 1 then (select row_to_json(pgrst_key)::text from (select ")
                .add(Sql.join(
                        ", ", key.stream().map(name -> new Sql().name(name)).toList()))
                .add(" from pgrst_read) as pgrst_key) end");
    }
}
