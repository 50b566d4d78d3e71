package dev.deputy.local.rest;

import dev.deputy.local.rest.Relationship.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes a plan's tree as one SELECT. Each embedded resource is a lateral join: the row itself where there is at most
 * one, else one row with a JSON array.
 */
final class ReadSql {

    private static final String ROWS = "pgrst_rows";

    private ReadSql() {}

    static Sql select(ReadNode node) {
        Sql sql = new Sql().add("select ").add(items(node)).add(from(node, true));
        if (node.aggregates()) {
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
                .add(") as ")
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
        labels(child).forEach(label -> sql.add(", coalesce(json_agg(")
                .name(alias)
                .add(".")
                .name(label)
                .add("), '[]') as ")
                .name(label));
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
        return items.isEmpty() ? new Sql().add("1") : Sql.join(", ", items);
    }

    private static Sql column(ReadNode node, Select item) {
        if (!(item instanceof Select.Value value)) {
            return new Sql().add(node.qualifier).add(".*");
        }
        Sql sql = expression(node, value);
        boolean named = value.alias() != null
                || (value.field() != null
                        && (!value.field().path().isEmpty() || value.cast() != null)
                        && value.aggregate() == null);
        return named ? sql.add(" as ").name(value.label()) : sql;
    }

    private static Sql expression(ReadNode node, Select.Value value) {
        Sql sql = new Sql();
        if (value.field() != null) {
            sql = cast(FieldSql.of(node, value.field()), value.cast());
        }
        if (value.aggregate() != null) {
            String function = value.aggregate().name().toLowerCase(Locale.ROOT);
            sql = new Sql()
                    .add(function)
                    .add("(")
                    .add(value.field() == null ? new Sql().add("*") : sql)
                    .add(")");
            sql = cast(sql, value.aggregateCast());
        }
        return sql;
    }

    private static Sql cast(Sql sql, @org.jspecify.annotations.Nullable String type) {
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
            return labels(child)
                    .map(label -> label.equals("*")
                            ? new Sql().name(alias).add(".*")
                            : new Sql().name(alias).add(".").name(label))
                    .toList();
        }
        Sql sql = child.isToOne()
                ? new Sql().add("row_to_json(").name(alias).add(".*)")
                : new Sql().add("coalesce(").name(alias).add(".").name(alias).add(", '[]')");
        return List.of(sql.add(" as ").name(child.label()));
    }

    /** What the answer's columns are called. */
    private static Stream<String> labels(ReadNode node) {
        return Stream.concat(
                node.columns.stream()
                        .flatMap(item -> item instanceof Select.Value value
                                ? Stream.of(value.label())
                                : node.table == null ? Stream.of("*") : node.table.columns().keySet().stream()),
                node.children.stream()
                        .filter(ReadNode::shows)
                        .flatMap(child -> child.isSpread() ? labels(child) : Stream.of(child.label())));
    }

    private static List<Sql> groups(ReadNode node) {
        List<Sql> groups = new ArrayList<>();
        for (Select item : node.columns) {
            if (item instanceof Select.Value value && value.aggregate() == null) {
                groups.add(expression(node, value));
            } else if (item instanceof Select.All) {
                groups.add(new Sql().add(node.qualifier).add(".*"));
            }
        }
        for (ReadNode child : node.children) {
            String alias = child.aggregateAlias(node);
            if (child.isSpread()) {
                labels(child)
                        .forEach(label -> groups.add(new Sql()
                                .name(alias)
                                .add(".")
                                .name(label)
                                .add(child.isSpreadToMany() ? "::jsonb" : "")));
            } else if (child.shows()) {
                groups.add(
                        child.isToOne()
                                ? new Sql().name(alias)
                                : new Sql().name(alias).add(".").name(alias).add("::jsonb"));
            }
        }
        return groups;
    }

    private static Sql order(ReadNode node, Order order) {
        ReadNode related = order.relation() == null ? null : node.child(order.relation());
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
