package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;

/**
 * A part of a long list.
 *
 * @param number from 1
 * @param oldestFirst else the newest
 */
record Page(int number, int size, boolean oldestFirst) {

    private static final int DEFAULT_SIZE = 50;

    static Page of(Call call) {
        return new Page(number(call, "page", 1), number(call, "per_page", DEFAULT_SIZE), oldestFirst(call));
    }

    private static int number(Call call, String name, int absent) {
        String text = call.parameter(name).orElse("");
        if (text.isEmpty()) {
            return absent;
        }
        if (!text.matches("\\d{1,6}")) {
            throw new Failure(400, "validation_failed", "Bad Pagination Parameters: " + name + " must be a number");
        }
        return Math.max(1, Integer.parseInt(text));
    }

    /** {@code sort=created_at desc}, the only column that GoTrue sorts by. */
    private static boolean oldestFirst(Call call) {
        return switch (call.parameter("sort").orElse("").strip()) {
            case "", "created_at desc" -> false;
            case "created_at", "created_at asc" -> true;
            default ->
                throw new Failure(400, "validation_failed", "Bad Sort Parameters: sort by created_at, asc or desc");
        };
    }

    long offset() {
        return (long) (number - 1) * size;
    }

    /** Says how many there are in all, and where the next and the last page are (RFC 8288). */
    Answer mark(Answer answer, Call call, long total) {
        long last = Math.max(1, (total + size - 1) / size);
        String links = link(call, last, "last");
        if (number < last) {
            links = link(call, number + 1L, "next") + ", " + links;
        }
        return answer.with("X-Total-Count", Long.toString(total)).with("Link", links);
    }

    private String link(Call call, long page, String relation) {
        // The page comes first: supabase-js finds it by the first equals sign.
        return "<" + call.url() + "?page=" + page + "&per_page=" + size + ">; rel=\"" + relation + "\"";
    }
}
