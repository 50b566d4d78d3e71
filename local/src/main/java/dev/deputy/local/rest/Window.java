package dev.deputy.local.rest;

import org.jspecify.annotations.Nullable;

/** Which of the rows: from the offset on, so many at most; a null limit is none. */
record Window(long offset, @Nullable Long limit) {

    static final Window ALL = new Window(0, null);

    Window limited(long atMost) {
        return new Window(offset, limit == null ? atMost : Math.min(limit, atMost));
    }

    boolean isEmpty() {
        return limit != null && limit == 0;
    }

    /** The rows that are in this one and in the other. */
    Window and(Window other) {
        long from = Math.max(offset, other.offset);
        Long until = earlier(end(), other.end());
        return new Window(from, until == null ? null : Math.max(0, until - from));
    }

    private @Nullable Long end() {
        return limit == null ? null : offset + limit;
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }

    /** {@code 5-9}, {@code 5-}; whatever is neither is ignored. */
    static Window ofRange(String header) {
        java.util.regex.Matcher range =
                java.util.regex.Pattern.compile("(\\d{1,18})-(\\d{0,18})").matcher(header.strip());
        if (!range.matches()) {
            return ALL;
        }
        long from = Long.parseLong(range.group(1));
        if (range.group(2).isEmpty()) {
            return new Window(from, null);
        }
        long to = Long.parseLong(range.group(2));
        if (to < from) {
            throw Refusal.range(
                    "The lower boundary must be lower than or equal to the upper boundary in the Range header.");
        }
        return new Window(from, to - from + 1);
    }
}
