package dev.deputy.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which files of a folder are listed, and in which order. Immutable. */
public final class Listing {

    private final int limit;
    private final int offset;
    private final String column;
    private final boolean ascending;
    private final @Nullable String search;

    private Listing(int limit, int offset, String column, boolean ascending, @Nullable String search) {
        this.limit = limit;
        this.offset = offset;
        this.column = column;
        this.ascending = ascending;
        this.search = search;
    }

    /** The first 100 by name. */
    public static Listing standard() {
        return new Listing(100, 0, "name", true, null);
    }

    /** At most so many. */
    public Listing limit(int limit) {
        return new Listing(limit, offset, column, ascending, search);
    }

    /** Without the first so many. */
    public Listing offset(int offset) {
        return new Listing(limit, offset, column, ascending, search);
    }

    /** By {@code name}, {@code updated_at}, {@code created_at} or {@code last_accessed_at}. */
    public Listing sortBy(String column, boolean ascending) {
        return new Listing(limit, offset, column, ascending, search);
    }

    /** Whose name has this in it. */
    public Listing search(String search) {
        return new Listing(limit, offset, column, ascending, search);
    }

    Map<String, Object> fields(String prefix) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("limit", limit);
        fields.put("offset", offset);
        Map<String, Object> sortBy = new LinkedHashMap<>();
        sortBy.put("column", column);
        sortBy.put("order", ascending ? "asc" : "desc");
        fields.put("sortBy", sortBy);
        if (search != null) {
            fields.put("search", search);
        }
        fields.put("prefix", prefix);
        return fields;
    }
}
