package dev.deputy.client;

import java.util.Map;

/** A schema of the database that the data API shows, as somebody. Immutable. */
public final class Schema {

    private final DataApi api;

    Schema(DataApi api) {
        this.api = api;
    }

    /** A table or view. */
    public Table from(String table) {
        return api.table(table);
    }

    /** A function without arguments. */
    public Call rpc(String function) {
        return rpc(function, Map.of());
    }

    /** A function with arguments by name: a map, a record or an object. */
    public Call rpc(String function, Object arguments) {
        return api.call(function, arguments);
    }
}
