package dev.deputy.local.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matches a query with the schema: finds the relationships of its embeds, and the resource of each filter and order. */
final class ReadPlanner {

    private final RelationshipFinder relationships;
    private final Schema schema;
    private final RestSettings settings;

    ReadPlanner(Schema schema, RestSettings settings) {
        this.schema = schema;
        this.settings = settings;
        this.relationships = new RelationshipFinder(schema);
    }

    /** Rows of a table itself. */
    ReadNode ofTable(Ask ask) {
        Sql from = new Sql().name(ask.resource());
        ReadNode root = new ReadNode(
                schema.table(ask.resource()),
                ask.resource(),
                from,
                from,
                ask.resource().name(),
                0,
                null,
                null);
        fill(root, ask);
        limit(root);
        return root;
    }

    /** Rows that a write or a call returned under a name, which have the form of that table. */
    ReadNode ofSource(Ask ask, @Nullable Name table, String source, String alias) {
        Sql from = new Sql().name(source);
        if (!source.equals(alias)) {
            from.add(" as ").name(alias);
        }
        Name name = table == null ? ask.resource() : table;
        ReadNode root = new ReadNode(schema.table(name), name, from, new Sql().name(alias), alias, 0, null, null);
        fill(root, ask);
        return root;
    }

    private void fill(ReadNode root, Ask ask) {
        Query query = ask.query();
        query.conditions().forEach(at -> requireEmbedded(at.path(), query.select()));
        query.orders().forEach(at -> requireEmbedded(at.path(), query.select()));
        query.windows().forEach(at -> requireEmbedded(at.path(), query.select()));
        addItems(root, query.select());
        query.conditions().forEach(at -> node(root, at.path()).conditions.add(at.value()));
        query.orders().forEach(at -> {
            List<Order> order = node(root, at.path()).order;
            if (order.isEmpty()) { // of several, the first counts
                order.addAll(at.value());
            }
        });
        query.windows().forEach(at -> {
            ReadNode node = node(root, at.path());
            node.window = node.window.and(at.value());
        });
        check(root);
    }

    /** Before relationships are looked up: what is not asked for is told first. */
    private static void requireEmbedded(List<String> path, List<Select> items) {
        List<Select> here = items;
        for (String name : path) {
            here = here.stream()
                    .filter(item -> item instanceof Select.Embed embed
                            && (name.equals(embed.alias()) || name.equals(embed.name())))
                    .findFirst()
                    .map(item -> ((Select.Embed) item).items())
                    .orElseThrow(() -> Refusal.notEmbedded(name));
        }
    }

    private void addItems(ReadNode node, List<Select> items) {
        for (Select item : items) {
            if (item instanceof Select.Embed embed) {
                ReadNode child = child(node, embed);
                node.children.add(child);
                addItems(child, embed.items());
            } else {
                node.columns.add(item);
            }
        }
    }

    private ReadNode child(ReadNode parent, Select.Embed embed) {
        Relationship relationship = relationships.find(parent.name, embed.name(), embed.hint());
        int depth = parent.depth + 1;
        String alias = relationship.to().name() + "_" + depth;
        Sql source = new Sql();
        if (relationship.function() != null) {
            source.name(relationship.function())
                    .add("(")
                    .name(parent.alias)
                    .add(") as ")
                    .name(alias);
        } else {
            source.name(relationship.to()).add(" as ").name(alias);
        }
        return new ReadNode(
                schema.table(relationship.to()),
                relationship.to(),
                source,
                new Sql().name(alias),
                alias,
                depth,
                relationship,
                embed);
    }

    private static ReadNode node(ReadNode root, List<String> path) {
        ReadNode node = root;
        for (String name : path) {
            ReadNode child = node.child(name);
            if (child == null) {
                throw Refusal.notEmbedded(name);
            }
            node = child;
        }
        return node;
    }

    private void check(ReadNode node) {
        if (!settings.aggregates() && node.aggregates()) {
            throw Refusal.of(400, "PGRST123", "Use of aggregate functions is not allowed");
        }
        if (node.isSpreadToMany() && node.aggregates()) {
            throw Refusal.of(
                    400,
                    "PGRST127",
                    "Feature not implemented",
                    "Aggregates are not implemented for one-to-many or many-to-many spreads.",
                    null);
        }
        for (Order order : node.order) {
            if (order.relation() != null) {
                checkRelation(node, order.relation());
            }
        }
        node.children.forEach(this::check);
    }

    private static void checkRelation(ReadNode node, String relation) {
        ReadNode child = node.childLabelled(relation);
        if (child == null) {
            throw Refusal.notEmbedded(relation);
        }
        if (!child.isToOne()) {
            throw Refusal.of(
                    400,
                    "PGRST118",
                    "A related order on '" + relation + "' is not possible",
                    "'" + node.label() + "' and '" + relation
                            + "' do not form a many-to-one or one-to-one relationship",
                    null);
        }
    }

    /** No more rows than the settings allow, at the root and in each embedded list. */
    void limit(ReadNode node) {
        if (settings.maxRows() != null) {
            if (!node.isToOne()) {
                node.window = node.window.limited(settings.maxRows());
            }
            node.children.forEach(this::limit);
        }
    }
}
