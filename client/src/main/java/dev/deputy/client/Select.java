package dev.deputy.client;

/** Reads rows of a table or view. Immutable, and sent as often as it is asked for. */
public final class Select extends Rows<Select> {

    Select(DataApi api, Query query) {
        super(api, query);
    }

    @Override
    Select with(Query query) {
        return new Select(api, query);
    }

    /** How many rows there are; none of them is sent. */
    public long count() {
        return count(Count.EXACT);
    }

    /** How many rows there are; none of them is sent. */
    public long count(Count count) {
        return api.total(send(query.method("HEAD").prefer(count.preference())));
    }
}
