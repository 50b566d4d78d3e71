package dev.deputy.local.rest;

import dev.deputy.local.rest.Relationship.Pair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes an insert, upsert, update or delete of one table, returning no more than the answer needs. */
final class WriteSql {

    /** How many rows were inserted rather than updated: told apart by counting, since RETURNING may see neither. */
    private static final String COUNTED = "coalesce(nullif(current_setting('pgrst.inserted', true), ''), '0')::int";

    private final Ask ask;
    private final Table table;
    private final ReadNode target;
    private final List<Sql> returning;

    /** @param target the table with the query's conditions, order and window */
    WriteSql(Ask ask, Table table, ReadNode target, List<Sql> returning) {
        this.ask = ask;
        this.table = table;
        this.target = target;
        this.returning = returning;
    }

    /** What a write has to return so that the answer can be read from it. */
    static List<Sql> returning(ReadNode read, Table table) {
        Set<String> names = new LinkedHashSet<>();
        boolean all = false;
        for (Select item : read.columns) {
            if (item instanceof Select.Value value && value.field() != null) {
                names.add(value.field().column());
            } else {
                all = true;
            }
        }
        for (ReadNode child : read.children) {
            if (child.relationship != null) {
                child.relationship.columns().stream().map(Pair::here).forEach(names::add);
            }
        }
        read.order.stream()
                .filter(o -> o.relation() == null)
                .forEach(o -> names.add(o.field().column()));
        List<Sql> returning = new ArrayList<>();
        if (all) {
            returning.add(new Sql().name(table.name()).add(".*"));
            names.removeAll(table.columns().keySet());
        }
        returning.addAll(columns(table, names));
        return returning.isEmpty() ? List.of(new Sql().add("1")) : returning;
    }

    static List<Sql> columns(Table table, Collection<String> names) {
        return names.stream()
                .map(name -> new Sql().name(table.name()).add(".").name(name))
                .toList();
    }

    Sql insert(Payload payload) {
        Collection<String> columns = columns(payload);
        Sql sql = new Sql().add("insert into ").name(table.name());
        if (payload.rows() == 0) {
            return nothing();
        }
        if (columns.isEmpty()) {
            return sql.add(" select from generate_series(1, " + payload.rows() + ")")
                    .add(returned());
        }
        boolean merges = ask.prefer().has("resolution", "merge-duplicates")
                || ask.method().equals("PUT");
        boolean ignores = ask.prefer().has("resolution", "ignore-duplicates") && !merges;
        List<String> key = key();
        sql.add(" (").add(names(columns)).add(") select ").add(names(columns)).add(" from ");
        sql.add(rows(payload, columns)).add(" where true");
        if (ask.method().equals("PUT")) {
            sql.add(" and ").add(new ConditionSql(target).all(target.conditions));
        }
        if (merges && !key.isEmpty()) {
            sql.add(" and set_config('pgrst.inserted', (" + COUNTED + " + 1)::text, true) <> '0'");
            sql.add(" on conflict (").add(names(key)).add(") do update set ");
            sql.add(Sql.join(
                    ", ",
                    columns.stream()
                            .map(name ->
                                    new Sql().name(name).add(" = excluded.").name(name))
                            .toList()));
            sql.add(" where set_config('pgrst.inserted', (" + COUNTED + " - 1)::text, true) <> '-1'");
        } else if (ignores && !key.isEmpty()) {
            sql.add(" on conflict (").add(names(key)).add(") do nothing");
        }
        return sql.add(returned());
    }

    /** Whether rows that are there already are changed rather than refused. */
    boolean merges() {
        return ask.prefer().has("resolution", "merge-duplicates") && !key().isEmpty();
    }

    boolean hasKey() {
        return !key().isEmpty();
    }

    private List<String> key() {
        List<String> named = ask.query().onConflict();
        return named == null ? table.primaryKey() : named;
    }

    Sql update(Payload payload) {
        Collection<String> columns = columns(payload);
        if (payload.rows() == 0 || columns.isEmpty()) {
            return nothing();
        }
        Sql sql = affected().add("update ").name(table.name()).add(" set ");
        sql.add(Sql.join(
                ", ",
                columns.stream()
                        .map(name -> new Sql().name(name).add(" = pgrst_body.").name(name))
                        .toList()));
        sql.add(" from (select * from ").add(rows(payload, columns)).add(" limit 1) as pgrst_body");
        return sql.add(isLimited() ? ", pgrst_affected" : "").add(where()).add(returned());
    }

    Sql delete() {
        Sql sql = affected().add("delete from ").name(table.name());
        return sql.add(isLimited() ? " using pgrst_affected" : "").add(where()).add(returned());
    }

    /** No row, but with the names that the answer is read by. */
    private Sql nothing() {
        return new Sql()
                .add("select ")
                .add(Sql.join(", ", returning))
                .add(" from ")
                .name(table.name())
                .add(" where false");
    }

    private boolean isLimited() {
        return !target.window.equals(Window.ALL);
    }

    /** The rows that a limit leaves, found before any of them changes. */
    private Sql affected() {
        if (!isLimited()) {
            return new Sql();
        }
        if (target.order.isEmpty()) {
            throw Refusal.of(
                    400,
                    "PGRST109",
                    "A 'limit' was applied without an explicit 'order'",
                    null,
                    "Apply an 'order' using unique column(s)");
        }
        target.columns.clear();
        affectedBy().forEach(name -> target.columns.add(new Select.Value(Field.of(name), null, null, null, null)));
        return new Sql()
                .add("with pgrst_affected as (")
                .add(ReadSql.select(target))
                .add(") ");
    }

    private List<String> affectedBy() {
        return table.primaryKey().isEmpty() ? List.of("ctid") : table.primaryKey();
    }

    private Sql where() {
        List<Sql> conditions = isLimited()
                ? affectedBy().stream()
                        .map(name -> new Sql()
                                .add(target.qualifier)
                                .add(".")
                                .name(name)
                                .add(" = pgrst_affected.")
                                .name(name))
                        .toList()
                : target.conditions.stream().map(new ConditionSql(target)::of).toList();
        return conditions.isEmpty() ? new Sql() : new Sql().add(" where ").add(Sql.join(" and ", conditions));
    }

    private Sql returned() {
        return new Sql().add(" returning ").add(Sql.join(", ", returning));
    }

    private Collection<String> columns(Payload payload) {
        Collection<String> columns = ask.query().columns() == null
                ? payload.keys()
                : new LinkedHashSet<>(ask.query().columns());
        columns.forEach(table::column);
        return columns;
    }

    /** The payload as rows with the columns' types. */
    private Sql rows(Payload payload, Collection<String> columns) {
        boolean defaults = ask.prefer().has("missing", "default");
        Sql sql = new Sql();
        if (defaults) {
            sql.add("jsonb_to_recordset((select jsonb_agg(jsonb_build_object(");
            Map<String, String> given = columns.stream()
                    .filter(name -> table.column(name).defaultSql() != null)
                    .collect(Collectors.toMap(
                            name -> name,
                            name -> String.valueOf(table.column(name).defaultSql())));
            List<Sql> pairs = new ArrayList<>();
            given.forEach(
                    (name, value) -> pairs.add(new Sql().literal(name).add(", ").add(value)));
            sql.add(Sql.join(", ", pairs))
                    .add(") || row) from jsonb_array_elements(")
                    .value(payload.json());
            sql.add(") as row))");
        } else {
            sql.add("json_to_recordset(").value(payload.json()).add(")");
        }
        sql.add(" as pgrst_body (");
        sql.add(Sql.join(
                ", ",
                columns.stream()
                        .map(name -> new Sql()
                                .name(name)
                                .add(" ")
                                .add(table.column(name).type()))
                        .toList()));
        return sql.add(")");
    }

    private static Sql names(Collection<String> names) {
        return Sql.join(", ", names.stream().map(name -> new Sql().name(name)).toList());
    }
}
