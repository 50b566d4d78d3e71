package dev.deputy.client;

/** What is said about the rows of an embedded table. Immutable. */
public final class Embedded extends Filters<Embedded> {

    private final Json json;

    Embedded(Query query, Json json) {
        super(query);
        this.json = json;
    }

    @Override
    Embedded with(Query query) {
        return new Embedded(query, json);
    }

    @Override
    Json json() {
        return json;
    }

    /** See {@link Rows#order(String)}. */
    public Embedded order(String column) {
        return order(column, Order.ASC);
    }

    /** See {@link Rows#order(String, Order)}. */
    public Embedded order(String column, Order order) {
        return with(Rows.ordered(query, column, order));
    }

    /** See {@link Rows#limit}. */
    public Embedded limit(long rows) {
        return with(query.set("limit", Long.toString(rows)));
    }

    /** See {@link Rows#range}. */
    public Embedded range(long from, long to) {
        return with(Rows.ranged(query, from, to));
    }
}
