package dev.deputy.client;

import org.jspecify.annotations.Nullable;

/** The data API refused a request, failed, or did not answer. */
public final class DataException extends SupabaseException {

    /** What is wrong, where code is likely to do something about it. */
    public enum Reason {
        /** Row level security, or a missing grant, does not let the caller do this: 42501. */
        DENIED,
        /** There is not the one row that was asked for: PGRST116. The caller may not see it, or it does not exist. */
        NO_ROW,
        /** There are several rows where one was asked for: PGRST116. */
        SEVERAL_ROWS,
        /** The row is there already, or something refers to it: 23505, 23503. */
        CONFLICT,
        /** The caller's token is not accepted, for instance because it has ended: PGRST301, PGRST302, PGRST303. */
        TOKEN_REFUSED,
        /** There was no answer, or one that says to try later. */
        UNAVAILABLE,
        /** Anything else. */
        OTHER
    }

    DataException(Failure failure, @Nullable Throwable cause) {
        super("data API", failure, cause);
    }

    /** Other than one row where one was asked for, in PostgREST's words. */
    static DataException rows(int rows) {
        return new DataException(
                new Failure(
                        406,
                        "PGRST116",
                        "Cannot coerce the result to a single JSON object",
                        "The result contains " + rows + " rows",
                        null,
                        null,
                        ""),
                null);
    }

    /** What is wrong. */
    public Reason reason() {
        return switch (code().orElse("")) {
            case "42501" -> Reason.DENIED;
            // PostgREST says how many there are in its details: "The result contains 0 rows".
            case "PGRST116" -> details().orElse("").matches(".*\\b0 rows\\b.*") ? Reason.NO_ROW : Reason.SEVERAL_ROWS;
            case "23505", "23503" -> Reason.CONFLICT;
            case "PGRST301", "PGRST302", "PGRST303" -> Reason.TOKEN_REFUSED;
            default -> isUnavailable() ? Reason.UNAVAILABLE : Reason.OTHER;
        };
    }

    /** Whether a policy of row level security denied it, not a missing grant: only Postgres' sentence tells the two. */
    public boolean isRowLevelSecurity() {
        return reason() == Reason.DENIED && serverMessage().contains("row-level security");
    }
}
