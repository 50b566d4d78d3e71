package dev.deputy.client;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A table or view, as somebody. Immutable. */
public final class Table {

    private final DataApi api;
    private final String path;

    Table(DataApi api, String path) {
        this.api = api;
        this.path = path;
    }

    /** Reads all columns. */
    public Select select() {
        return select("*");
    }

    /**
     * Reads these columns: {@code id,title}; with other names, {@code name:title}; out of JSON, {@code data->>colour};
     * with the rows of related tables, {@code title,comments(body,author:users(name))}.
     */
    public Select select(String columns) {
        return new Select(api, api.query("GET", path).set("select", Query.columns(columns)));
    }

    /** Adds a row: a record, an object or a map. Adds several: a collection of these. */
    public Insert insert(Object values) {
        return new Insert(api, writing(api.query("POST", path), values));
    }

    /** Adds rows, or changes those that are there already. */
    public Upsert upsert(Object values) {
        return Upsert.merging(api, writing(api.query("POST", path), values));
    }

    /** Changes the rows that the filters mean. Without filters, that is all rows that one may change. */
    public Change update(Object values) {
        return new Change(
                api, api.query("PATCH", path).body(api.channel().json().write(values)));
    }

    /** Deletes the rows that the filters mean. Without filters, that is all rows that one may delete. */
    public Change delete() {
        return new Change(api, api.query("DELETE", path));
    }

    /** Of several rows some may lack columns that others have: PostgREST wants to know all that there are. */
    private Query writing(Query query, Object values) {
        Json json = api.channel().json();
        byte[] body = json.write(values);
        Query writing = query.body(body);
        if (!(values instanceof Collection) && !values.getClass().isArray()) {
            return writing;
        }
        Set<String> columns = new LinkedHashSet<>();
        for (Map<?, ?> row : json.readList(body, Map.class)) {
            row.keySet().forEach(column -> columns.add(String.valueOf(column)));
        }
        return columns.isEmpty()
                ? writing
                : writing.set(
                        "columns",
                        columns.stream()
                                .map(column ->
                                        '"' + column.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                                .collect(Collectors.joining(",")));
    }
}
