package dev.deputy.local.rest;

import dev.deputy.local.rest.Relationship.Cardinality;
import dev.deputy.local.rest.Relationship.Junction;
import dev.deputy.local.rest.Relationship.Pair;
import dev.deputy.local.rest.SchemaReader.ForeignKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What foreign keys make of tables and views: ways from each to others, over one key or over a junction's two. */
final class Relationships {

    private final Map<Long, Table> tables;
    private final List<ForeignKey> keys;
    private final ViewColumns views;
    private final Map<Name, List<Relationship>> all = new HashMap<>();

    Relationships(Map<Long, Table> tables, List<ForeignKey> keys, ViewColumns views, List<Relationship> computed) {
        this.tables = tables;
        this.keys = keys;
        this.views = views;
        computed.forEach(this::add);
    }

    Map<Name, List<Relationship>> all() {
        Map<Name, List<Relationship>> onward = new LinkedHashMap<>();
        for (ForeignKey key : keys) {
            for (Relationship relationship : over(key)) {
                add(relationship);
                add(back(relationship));
                onward.computeIfAbsent(relationship.from(), name -> new ArrayList<>())
                        .add(relationship);
            }
        }
        onward.forEach((junction, ways) -> ways.forEach(one -> ways.forEach(other -> addJunction(one, other))));
        return all;
    }

    private void add(Relationship relationship) {
        all.computeIfAbsent(relationship.from(), name -> new ArrayList<>()).add(relationship);
    }

    /** A key holds between its tables, and between all views that show its columns. */
    private List<Relationship> over(ForeignKey key) {
        List<Relationship> found = new ArrayList<>();
        Cardinality cardinality = key.unique() ? Cardinality.ONE_TO_ONE : Cardinality.MANY_TO_ONE;
        showing(key.from(), key.here()).forEach((from, here) -> showing(key.to(), key.there())
                .forEach((to, there) -> found.add(new Relationship(
                        from.name(), to.name(), cardinality, key.name(), pairs(here, there), null, null))));
        return found;
    }

    private Map<Table, List<String>> showing(long id, List<String> columns) {
        Map<Table, List<String>> showing = new LinkedHashMap<>();
        Table table = tables.get(id);
        if (table != null) {
            showing.put(table, columns);
        }
        showing.putAll(views.showing(id, columns));
        return showing;
    }

    private static Relationship back(Relationship there) {
        Cardinality cardinality =
                there.cardinality() == Cardinality.ONE_TO_ONE ? Cardinality.ONE_TO_ONE_BACK : Cardinality.ONE_TO_MANY;
        return new Relationship(
                there.to(), there.from(), cardinality, there.constraint(), turned(there.columns()), null, null);
    }

    /** Two keys make a junction when both are part of its primary key. */
    private void addJunction(Relationship one, Relationship other) {
        Table junction = tables.values().stream()
                .filter(table -> table.name().equals(one.from()))
                .findFirst()
                .orElseThrow();
        boolean keyed = one.columns().stream()
                        .allMatch(p -> junction.primaryKey().contains(p.here()))
                && other.columns().stream().allMatch(p -> junction.primaryKey().contains(p.here()));
        boolean same =
                one.constraint().equals(other.constraint()) && one.columns().equals(other.columns());
        if (keyed && !same) {
            add(new Relationship(
                    one.to(),
                    other.to(),
                    Cardinality.MANY_TO_MANY,
                    one.constraint(),
                    turned(one.columns()),
                    new Junction(junction.name(), other.constraint(), other.columns()),
                    null));
        }
    }

    private static List<Pair> pairs(List<String> here, List<String> there) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < here.size(); i++) {
            pairs.add(new Pair(here.get(i), there.get(i)));
        }
        return pairs;
    }

    private static List<Pair> turned(List<Pair> pairs) {
        return pairs.stream().map(pair -> new Pair(pair.there(), pair.here())).toList();
    }
}
