package dev.deputy.client;

/** Changes or deletes the rows that the filters mean. Immutable. */
public final class Change extends Write<Change> {

    Change(DataApi api, Query query) {
        super(api, query);
    }

    @Override
    Change with(Query query) {
        return new Change(api, query);
    }

    /** Fails, and changes nothing, when it would be more rows than this. Needs PostgREST 13. */
    public Change maxAffected(long rows) {
        return with(query.prefer("handling=strict").prefer("max-affected=" + rows));
    }
}
