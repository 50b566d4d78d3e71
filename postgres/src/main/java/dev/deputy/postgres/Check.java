package dev.deputy.postgres;

/** What a {@link Doctor} looks for. */
public enum Check {
    /** The role that the pool logs in with could bypass row level security, or cannot become its callers. */
    LOGIN_ROLE("%s"),

    /** The driver names statements on the server, behind a pooler in transaction mode. */
    POOLER("The database at %s is behind a pooler in transaction mode, but the driver names statements on the server:"
            + " set prepareThreshold=0 in its URL."),

    /** The server's version has a known fault in row level security. */
    SERVER_VERSION("PostgreSQL %s may apply one role's policies to another's prepared statement (CVE-2024-10976):"
            + " update the server."),

    /** A table that callers may use, without row level security. */
    TABLE_WITHOUT_ROW_LEVEL_SECURITY("The table %s has no row level security: every caller has all of its rows."),

    /** A table with row level security and no policy. */
    TABLE_WITHOUT_POLICY("The table %s has row level security but no policy, so that no caller sees a row; if that is"
            + " meant, a policy should say so."),

    /** A view that reads its tables as its owner. */
    VIEW_AS_OWNER("The view %s reads its tables as its owner, past their policies."),

    /** A materialized view that callers may read. */
    MATERIALIZED_VIEW("The materialized view %s knows no policies: who may read it reads all of it."),

    /** A policy that asks who calls for each row rather than once. */
    UNWRAPPED_CALL(
            "The policy %s asks who calls for each row; in a subselect it asks once, which is many times faster."),

    /** A policy that trips over the settings of a connection that was used before. */
    UNSAFE_SETTING(
            "The policy %s reads a setting of the request that may be empty, which is neither JSON nor a UUID, on"
                    + " a connection that was used before."),

    /** A column that policies compare with the caller's id, and that no index begins with. */
    MISSING_INDEX("The policies look rows up by %s, for which there is no index.");

    private final String sentence;

    Check(String sentence) {
        this.sentence = sentence;
    }

    String about(String subject) {
        return sentence.formatted(subject);
    }
}
