package dev.deputy.client;

/** In which order rows come, by a column. */
public enum Order {
    /** The least first, nulls last. */
    ASC("asc"),
    /** The greatest first, and nulls before it. */
    DESC("desc"),
    /** The least first, and nulls before it. */
    ASC_NULLS_FIRST("asc.nullsfirst"),
    /** The least first, nulls last; said, not assumed. */
    ASC_NULLS_LAST("asc.nullslast"),
    /** The greatest first, and nulls before it; said, not assumed. */
    DESC_NULLS_FIRST("desc.nullsfirst"),
    /** The greatest first, nulls last. */
    DESC_NULLS_LAST("desc.nullslast");

    private final String words;

    Order(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
