package dev.deputy.local.rest;

import org.jspecify.annotations.Nullable;

/**
 * What the one statement of a request brought back.
 *
 * @param total how many rows there are in all, where the client asked
 * @param rows how many of them are in the body
 * @param key of the only row, as a JSON object, where an answer points to it
 * @param headers that SQL set, as JSON
 * @param status that SQL set
 * @param inserted how many rows an upsert inserted, the others it updated
 */
record Result(
        @Nullable Long total,
        long rows,
        String body,
        @Nullable String key,
        @Nullable String headers,
        @Nullable String status,
        int inserted) {

    Result withRows(long rows) {
        return new Result(total, rows, body, key, headers, status, inserted);
    }

    Result withTotal(@Nullable Long total) {
        return new Result(total, rows, body, key, headers, status, inserted);
    }
}
