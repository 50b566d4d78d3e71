package dev.deputy.client;

import java.util.OptionalLong;

/** The data API as somebody, in a schema. */
record DataApi(Channel channel, String schema, int urlLimit) {

    Query query(String method, String path) {
        return Query.of(method, path, schema);
    }

    Table table(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a table has a name");
        }
        return new Table(this, "/" + Addresses.segment(name));
    }

    Call call(String function, Object arguments) {
        return Call.of(this, "/rpc/" + Addresses.segment(function), arguments);
    }

    /** How many rows there are, as the answer's header says: {@code 0-24/3573}. */
    long total(Reply reply) {
        return reply.headers()
                .firstValue("Content-Range")
                .map(range -> range.substring(range.indexOf('/') + 1))
                .filter(total -> total.matches("\\d{1,18}"))
                .map(total -> OptionalLong.of(Long.parseLong(total)))
                .orElseGet(OptionalLong::empty)
                .orElseThrow(() -> new DataException(
                        Failure.unreadable(reply.status(), reply.headers(), "the answer does not say how many rows"),
                        null));
    }
}
