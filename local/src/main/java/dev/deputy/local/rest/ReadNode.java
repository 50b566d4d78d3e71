package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows to read, and the related rows to read with each of them: one node of a plan's tree. Filled by
 * {@link ReadPlanner}, written as SQL by {@link ReadSql}.
 */
final class ReadNode {

    /** The table that the rows are of, as far as relationships and types go; null where they are of none. */
    final @Nullable Table table;

    /** The resource's name, for messages and for relationships. */
    final Name name;

    /** What follows FROM, its alias included. */
    final Sql source;

    /** What columns are qualified with. */
    final Sql qualifier;

    /** The alias alone, to begin the aliases of children with. */
    final String alias;

    final int depth;
    final @Nullable Relationship relationship;
    final Select.@Nullable Embed embed;

    final List<Select> columns = new ArrayList<>();
    final List<ReadNode> children = new ArrayList<>();
    final List<Condition> conditions = new ArrayList<>();
    /** That a row belongs to its parent's row. */
    final List<Sql> joinConditions = new ArrayList<>();

    final List<Order> order = new ArrayList<>();
    Window window = Window.ALL;

    ReadNode(
            @Nullable Table table,
            Name name,
            Sql source,
            Sql qualifier,
            String alias,
            int depth,
            @Nullable Relationship relationship,
            Select.@Nullable Embed embed) {
        this.table = table;
        this.name = name;
        this.source = source;
        this.qualifier = qualifier;
        this.alias = alias;
        this.depth = depth;
        this.relationship = relationship;
        this.embed = embed;
    }

    /** Whether it is embedded as one object. */
    boolean isToOne() {
        return relationship != null && relationship.isToOne();
    }

    boolean isInner() {
        return embed != null && embed.inner();
    }

    boolean isSpread() {
        return embed != null && embed.spread();
    }

    /** Whether its columns become arrays of the parent's row. */
    boolean isSpreadToMany() {
        return isSpread() && !isToOne();
    }

    /** Whether its aggregates are its parent's to compute, among whose columns its own are. */
    boolean handsUp() {
        return isSpread() && isToOne();
    }

    /** What the embedded rows are called in the answer. */
    String label() {
        return embed == null ? name.name() : embed.label();
    }

    /** The range variable that the parent's SQL knows the embedded rows by. */
    String aggregateAlias(ReadNode parent) {
        return parent.alias + "_" + label() + "_" + depth;
    }

    boolean answersTo(String word) {
        return embed != null && (word.equals(embed.alias()) || word.equals(embed.name()));
    }

    /** Whether it has anything to show. {@code writers()} has not, and serves filters only. */
    boolean shows() {
        return !columns.isEmpty() || children.stream().anyMatch(ReadNode::shows);
    }

    boolean aggregates() {
        return columns.stream().anyMatch(item -> item instanceof Select.Value value && value.aggregate() != null)
                || children.stream().anyMatch(child -> child.isSpread() && child.aggregates());
    }

    /** The embedded resource that is called so in the answer; what has another name there is not found by its own. */
    @Nullable
    ReadNode childLabelled(String label) {
        return children.stream()
                .filter(child -> child.label().equals(label))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    ReadNode child(String word) {
        return children.stream()
                .filter(child -> child.answersTo(word))
                .findFirst()
                .orElse(null);
    }

    /** Whether a field may be searched as it is; one that nobody knows is left to PostgreSQL. */
    boolean holdsVector(Field field) {
        Column column = table == null ? null : table.columns().get(field.column());
        return column == null || (field.path().isEmpty() && column.type().equals("tsvector"));
    }

    boolean holdsJson(String column) {
        return table != null && table.holdsJson(column);
    }
}
