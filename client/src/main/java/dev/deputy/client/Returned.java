package dev.deputy.client;

/** The rows that a write has written. Each asking writes anew. */
public final class Returned extends Rows<Returned> {

    Returned(DataApi api, Query query) {
        super(api, query);
    }

    @Override
    Returned with(Query query) {
        return new Returned(api, query);
    }
}
