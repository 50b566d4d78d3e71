package dev.deputy.local.rest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table or view, in any schema: foreign keys and views lead over tables that are not exposed.
 *
 * @param numbers the columns by their numbers in the catalog
 */
record Table(
        long id,
        Name name,
        @Nullable String description,
        boolean isView,
        boolean insertable,
        boolean updatable,
        boolean deletable,
        Map<String, Column> columns,
        Map<Integer, String> numbers,
        List<String> primaryKey) {

    Table withPrimaryKey(List<String> key) {
        return new Table(id, name, description, isView, insertable, updatable, deletable, columns, numbers, key);
    }

    boolean holdsJson(String column) {
        Column found = columns.get(column);
        return found != null && found.isJson();
    }

    /** @throws Refusal when there is none */
    Column column(String column) {
        Column found = columns.get(column);
        if (found == null) {
            throw Refusal.of(
                    400,
                    "PGRST204",
                    "Could not find the '" + column + "' column of '" + name.name() + "' in the schema cache");
        }
        return found;
    }
}
