package dev.deputy.client;

/** What an explanation of a query tells besides the plan; see Postgres' EXPLAIN. */
public enum Explain {
    /** What running it took; the query is run. */
    ANALYZE,
    /** More about each step. */
    VERBOSE,
    /** Settings that differ from the usual. */
    SETTINGS,
    /** What was read. */
    BUFFERS,
    /** What was written to the log; with {@link #ANALYZE}. */
    WAL
}
