package dev.deputy.client;

/**
 * Writes rows. Nothing is sent before {@code execute}, or what {@code select} returns is asked for rows; each asking writes
 * anew.
 *
 * @param <Q> what the methods that describe return
 */
public abstract sealed class Write<Q extends Write<Q>> extends Filters<Q> permits Insert, Upsert, Change {

    final DataApi api;

    Write(DataApi api, Query query) {
        super(query);
        this.api = api;
    }

    @Override
    final Json json() {
        return api.channel().json();
    }

    /** Undoes what the request does, if the server allows it: for trying. */
    public final Q rollback() {
        return with(query.prefer("tx=rollback"));
    }

    /** Sends a header field of one's own; not those that say who is asking. */
    public final Q header(String name, String value) {
        return with(query.userHeader(name, value));
    }

    /** Answers with the rows that were written, as they are now. */
    public final Returned select() {
        return select("*");
    }

    /** Answers with these columns of the rows that were written, as they are now; see {@link Table#select(String)}. */
    public final Returned select(String columns) {
        return new Returned(api, query.set("select", Query.columns(columns)).prefer("return=representation"));
    }

    /**
     * Writes.
     *
     * @throws DataException when the data API refuses, fails or does not answer
     */
    public final void execute() {
        send(query);
    }

    /**
     * Writes, and counts the rows.
     *
     * @throws DataException when the data API refuses, fails or does not answer
     */
    public final long execute(Count count) {
        return api.total(send(query.prefer(count.preference())));
    }

    private Reply send(Query query) {
        return api.channel().send(query.request(api.urlLimit()));
    }
}
