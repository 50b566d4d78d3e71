package dev.deputy.local.rest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the exposed schemas hold, at one moment. Immutable.
 *
 * @param relationships from each table or view
 * @param functions by name; several of a name are overloads
 * @param roleSettings what a role's requests run with, such as its statement_timeout
 */
record Schema(
        Map<Name, Table> tables,
        Map<Name, List<Relationship>> relationships,
        Map<Name, List<Function>> functions,
        Map<String, Map<String, String>> roleSettings,
        Set<String> timeZones) {

    static final Schema EMPTY = new Schema(Map.of(), Map.of(), Map.of(), Map.of(), Set.of());

    @Nullable
    Table table(Name name) {
        return tables.get(name);
    }

    List<Relationship> from(Name name) {
        return relationships.getOrDefault(name, List.of());
    }
}
