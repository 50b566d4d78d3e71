package dev.deputy.client;

/** Adds rows. Immutable. */
public final class Insert extends Write<Insert> {

    Insert(DataApi api, Query query) {
        super(api, query);
    }

    @Override
    Insert with(Query query) {
        return new Insert(api, query);
    }

    /** Gives columns that a row lacks and others have their default, not null. */
    public Insert missingAsDefault() {
        return with(query.prefer("missing=default"));
    }
}
