package dev.deputy.client;

/** Adds rows, or changes those that are there already. Immutable. */
public final class Upsert extends Write<Upsert> {

    private static final String MERGE = "resolution=merge-duplicates";
    private static final String IGNORE = "resolution=ignore-duplicates";

    private Upsert(DataApi api, Query query) {
        super(api, query);
    }

    static Upsert merging(DataApi api, Query query) {
        return new Upsert(api, query.prefer(MERGE));
    }

    @Override
    Upsert with(Query query) {
        return new Upsert(api, query);
    }

    /** What makes a row the same: unique columns, {@code email} or {@code list_id,position}; else the primary key. */
    public Upsert onConflict(String columns) {
        return with(query.set("on_conflict", columns));
    }

    /** Leaves rows as they are that are there already. */
    public Upsert ignoringDuplicates() {
        return with(query.preferInstead(MERGE, IGNORE));
    }

    /** Gives columns that a row lacks and others have their default, not null. */
    public Upsert missingAsDefault() {
        return with(query.prefer("missing=default"));
    }
}
