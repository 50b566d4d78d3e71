package dev.deputy.client;

/** How the words of a full text search are read. */
public enum TextSearch {
    /** As {@code to_tsquery}: words with {@code &}, {@code |}, {@code !}. */
    QUERY("fts"),
    /** As {@code plainto_tsquery}: all of the words. */
    PLAIN("plfts"),
    /** As {@code phraseto_tsquery}: the words one after the other. */
    PHRASE("phfts"),
    /** As {@code websearch_to_tsquery}: as people write to search engines. Takes any text. */
    WEBSEARCH("wfts");

    private final String operator;

    TextSearch(String operator) {
        this.operator = operator;
    }

    String operator() {
        return operator;
    }
}
