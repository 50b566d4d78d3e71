package dev.deputy.local.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or view.
 *
 * @param type in SQL, with its schema and modifier
 * @param defaultSql what the column gets when an insert does not name it
 * @param labels of its type where that is an enum
 */
record Column(
        String name,
        String type,
        boolean nullable,
        @Nullable String defaultSql,
        @Nullable String description,
        List<String> labels) {

    boolean isJson() {
        return type.equals("json") || type.equals("jsonb");
    }
}
