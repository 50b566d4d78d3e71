package dev.deputy.local.rest;

import dev.deputy.local.rest.Relationship.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plan's tree as one SELECT. Each embedded resource is a lateral join: the row itself where there is at most
 * one, else one row with a JSON array.
 */
final class ReadSql {

    private static final String ROWS = "pgrst_rows";

    private ReadSql() {}

    static Sql select(ReadNode node) {
        Sql sql = new Sql().add("select ").add(items(node)).add(from(node, true));
        if (node.aggregates() && !node.handsUp()) {
            List<Sql> groups = groups(node);
            if (!groups.isEmpty()) {
                sql.add(" group by ").add(Sql.join(", ", groups));
            }
        }
        if (!node.order.isEmpty()) {
            sql.add(" order by ")
                    .add(Sql.join(
                            ", ",
                            node.order.stream().map(term -> order(node, term)).toList()));
        }
        if (node.window.limit() != null) {
            sql.add(" limit ").add(Long.toString(node.window.limit()));
        }
        if (node.window.offset() > 0) {
            sql.add(" offset ").add(Long.toString(node.window.offset()));
        }
        return sql;
    }

    /** The rows to count: without order and limit, and only with the joins that leave rows out. */
    static Sql countable(ReadNode node) {
        return new Sql().add("select 1").add(from(node, false));
    }

    private static Sql from(ReadNode node, boolean everyJoin) {
        Sql sql = new Sql().add(" from ").add(node.source);
        Relationship relationship = node.relationship;
        if (relationship != null && relationship.junction() != null) {
            sql.add(", ").name(relationship.junction().table()).add(" as ").name(junctionAlias(node));
        }
        for (ReadNode child : node.children) {
            if (everyJoin || child.isInner() || !node.conditions.isEmpty()) {
                sql.add(join(node, child));
            }
        }
        List<Sql> conditions = new ArrayList<>();
        if (!node.conditions.isEmpty()) {
            conditions.add(new ConditionSql(node).all(node.conditions));
        }
        if (node.relationship != null && node.relationship.junction() != null) {
            conditions.addAll(equal(
                    new Sql().name(junctionAlias(node)),
                    node.qualifier,
                    node.relationship.junction().columns()));
        }
        conditions.addAll(node.joinConditions);
        return conditions.isEmpty() ? sql : sql.add(" where ").add(Sql.join(" and ", conditions));
    }

    private static String junctionAlias(ReadNode node) {
        Relationship relationship = node.relationship;
        return relationship == null || relationship.junction() == null
                ? node.alias
                : relationship.junction().table().name() + "_" + node.depth;
    }

    private static Sql join(ReadNode parent, ReadNode child) {
        String alias = child.aggregateAlias(parent);
        child.joinConditions.clear();
        if (child.relationship != null) {
            Sql there = child.relationship.junction() == null ? child.qualifier : new Sql().name(junctionAlias(child));
            child.joinConditions.addAll(equal(parent.qualifier, there, child.relationship.columns()));
        }
        Sql sql = new Sql().add(child.isInner() ? " inner join lateral (" : " left join lateral (");
        if (child.isSpreadToMany()) {
            return sql.add(arrays(child, alias))
                    .add(") as ")
                    .name(alias)
                    .add(" on ")
                    .add(child.isInner() ? rowsOf(alias).add(" > 0") : new Sql().add("true"));
        }
        if (child.isToOne()) {
            return sql.add(select(child)).add(") as ").name(alias).add(" on true");
        }
        sql.add("select json_agg(")
                .name(alias)
                .add(")::jsonb as ") // so that rows can be grouped by it
                .name(alias)
                .add(" from (")
                .add(select(child));
        sql.add(") as ").name(alias).add(") as ").name(alias);
        return child.isInner()
                ? sql.add(" on ").name(alias).add(".").name(alias).add(" is not null")
                : sql.add(" on true");
    }

    /** One row: of each of the child's columns an array, and how many rows it has. */
    private static Sql arrays(ReadNode child, String alias) {
        Sql sql = new Sql().add("select count(*) as ").name(ROWS);
        outputs(child).map(Output::name).forEach(name -> sql.add(", coalesce(json_agg(")
                .name(alias)
                .add(".")
                .name(name)
                .add("), '[]') as ")
                .name(name));
        return sql.add(" from (").add(select(child)).add(") as ").name(alias);
    }

    /** How many rows a relationship to many has that is spread into arrays. */
    static Sql rowsOf(String alias) {
        return new Sql().name(alias).add(".").name(ROWS);
    }

    private static List<Sql> equal(Sql here, Sql there, List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> new Sql()
                        .add(there)
                        .add(".")
                        .name(pair.there())
                        .add(" = ")
                        .add(here)
                        .add(".")
                        .name(pair.here()))
                .toList();
    }

    private static Sql items(ReadNode node) {
        List<Sql> items = new ArrayList<>();
        node.columns.forEach(item -> items.add(column(node, item)));
        for (ReadNode child : node.children) {
            if (child.shows()) {
                items.addAll(embedded(node, child));
            }
        }
        if (items.isEmpty() && node.depth > 0) {
            return new Sql().add("1"); // shown nowhere; whether there is a row must show
        }
        return Sql.join(", ", items);
    }

    private static Sql column(ReadNode node, Select item) {
        if (!(item instanceof Select.Value value)) {
            return new Sql().add(node.qualifier).add(".*");
        }
        if (value.aggregate() != null && node.handsUp()) {
            Sql argument =
                    value.field() == null ? new Sql().add("1") : cast(FieldSql.of(node, value.field()), value.cast());
            return argument.add(" as ").name(argumentOf(node, value));
        }
        Sql sql = expression(node, value);
        boolean named = value.alias() != null
                || (value.field() != null
                        && (!value.field().path().isEmpty() || value.cast() != null)
                        && value.aggregate() == null);
        return named ? sql.add(" as ").name(value.label()) : sql;
    }

    /** What the argument of an aggregate is called on its way up to where rows are grouped. */
    private static String argumentOf(ReadNode node, Select.Value value) {
        return "pgrst_" + node.alias + "_" + node.columns.indexOf(value);
    }

    private static Sql expression(ReadNode node, Select.Value value) {
        if (value.aggregate() == null) {
            return cast(FieldSql.of(node, value.requiredField()), value.cast());
        }
        return aggregate(
                value,
                value.field() == null ? new Sql().add("*") : cast(FieldSql.of(node, value.field()), value.cast()));
    }

    private static Sql aggregate(Select.Value value, Sql argument) {
        String function = String.valueOf(value.aggregate()).toLowerCase(Locale.ROOT);
        return cast(new Sql().add(function).add("(").add(argument).add(")"), value.aggregateCast());
    }

    private static Sql cast(Sql sql, @Nullable String type) {
        return type == null
                ? sql
                : new Sql()
                        .add("cast(")
                        .add(sql)
                        .add(" as ")
                        .add(CastType.sql(type))
                        .add(")");
    }

    /** The columns of the parent's answer that an embedded resource makes. */
    private static List<Sql> embedded(ReadNode parent, ReadNode child) {
        String alias = child.aggregateAlias(parent);
        if (child.isSpread()) {
            return outputs(child).map(output -> spread(parent, alias, output)).toList();
        }
        Sql sql = child.isToOne()
                ? new Sql().add("row_to_json(").name(alias).add(".*)::jsonb")
                : new Sql().add("coalesce(").name(alias).add(".").name(alias).add(", '[]')");
        return List.of(sql.add(" as ").name(child.label()));
    }

    private static Sql spread(ReadNode parent, String alias, Output output) {
        Sql column = new Sql().name(alias).add(".");
        if (output.aggregate() == null || parent.handsUp()) {
            return output.name().equals("*") ? column.add("*") : column.name(output.name());
        }
        Sql argument = output.aggregate().field() == null ? new Sql().add("*") : column.name(output.name());
        return aggregate(output.aggregate(), argument)
                .add(" as ")
                .name(output.aggregate().label());
    }

    /**
     * A column of a node's SELECT.
     *
     * @param aggregate what is still to be done with it, where rows are grouped
     */
    private record Output(String name, Select.@Nullable Value aggregate) {}

    private static Stream<Output> outputs(ReadNode node) {
        return Stream.concat(
                node.columns.stream().flatMap(item -> outputs(node, item)),
                node.children.stream()
                        .filter(ReadNode::shows)
                        .flatMap(child -> child.isSpread()
                                ? outputs(child).map(output -> handedOn(node, output))
                                : Stream.of(new Output(child.label(), null))));
    }

    private static Stream<Output> outputs(ReadNode node, Select item) {
        if (!(item instanceof Select.Value value)) {
            return node.table == null
                    ? Stream.of(new Output("*", null))
                    : node.table.columns().keySet().stream().map(name -> new Output(name, null));
        }
        return Stream.of(
                value.aggregate() != null && node.handsUp()
                        ? new Output(argumentOf(node, value), value)
                        : new Output(value.label(), null));
    }

    private static Output handedOn(ReadNode node, Output output) {
        return output.aggregate() == null || node.handsUp()
                ? output
                : new Output(output.aggregate().label(), null);
    }

    private static List<Sql> groups(ReadNode node) {
        List<Sql> groups = new ArrayList<>();
        for (Select item : node.columns) {
            if (item instanceof Select.Value value && value.aggregate() == null) {
                groups.add(expression(node, value));
            } else if (item instanceof Select.All) {
                outputs(node, item)
                        .forEach(output -> groups.add(
                                new Sql().add(node.qualifier).add(".").name(output.name())));
            }
        }
        for (ReadNode child : node.children) {
            String alias = child.aggregateAlias(node);
            if (child.isSpread()) {
                outputs(child)
                        .filter(output -> output.aggregate() == null)
                        .forEach(output -> groups.add(new Sql()
                                .name(alias)
                                .add(".")
                                .name(output.name())
                                .add(child.isSpreadToMany() ? "::jsonb" : "")));
            } else if (child.shows()) {
                groups.add(
                        child.isToOne()
                                ? new Sql().name(alias)
                                : new Sql().name(alias).add(".").name(alias));
            }
        }
        return groups;
    }

    private static Sql order(ReadNode node, Order order) {
        ReadNode related = order.relation() == null ? null : node.childLabelled(order.relation());
        Sql sql = related == null
                ? FieldSql.of(node, order.field())
                : FieldSql.of(
                        new Sql().name(related.aggregateAlias(node)),
                        order.field(),
                        related.holdsJson(order.field().column()));
        if (order.direction() != null) {
            sql.add(" ").add(order.direction());
        }
        return order.nulls() == null ? sql : sql.add(" ").add(order.nulls());
    }
}
