package dev.deputy.postgres;

import java.sql.SQLException;

/**
 * Deputy did not let something happen in a caller's name. Postgres was not asked, or what it was asked is rolled back.
 * The message says what to do instead.
 */
public final class RefusedException extends SQLException {

    /** Why. */
    public enum Reason {
        /** There is no current caller, and nobody said that the work is anonymous. */
        NO_CALLER("28000"),
        /** The open transaction belongs to somebody else than the current caller. */
        ANOTHER_CALLER("28000"),
        /** The caller's role may not act in Postgres here; {@code service_role} never may. */
        ROLE("28000"),
        /** The caller's session has ended: signed out, banned or deleted. To an HTTP client that is 401. */
        SIGNED_OUT("28000"),
        /** The caller's token has ended since it was verified. To an HTTP client that is 401. */
        EXPIRED("28000"),
        /** The role that the pool logs in with could bypass row level security, or cannot become the caller's. */
        LOGIN_ROLE("28000"),
        /** The statement, or the call of a JDBC method, would leave the caller's transaction or identity. */
        STATEMENT("2F003");

        // SQLSTATE classes of the SQL standard: 28 invalid authorization, 2F prohibited statement attempted.
        private final String sqlState;

        Reason(String sqlState) {
            this.sqlState = sqlState;
        }
    }

    private final Reason reason;

    RefusedException(Reason reason, String message) {
        super(message, reason.sqlState);
        this.reason = reason;
    }

    /** Why, as a value. */
    public Reason reason() {
        return reason;
    }
}
