package dev.deputy.postgres;

import java.sql.SQLException;

/**
 * An UPDATE or DELETE that was asked to change rows changed none: there are none, or row level security hides them from
 * the caller, who is not told which. To an HTTP client that is 404.
 *
 * @see RowLevelSecurity#requiringRows()
 */
public final class NoRowsException extends SQLException {

    NoRowsException(Identity identity) {
        // SQLSTATE class 02 of the SQL standard: no data.
        super(
                "The statement changed no row: there is none, or row level security hides it from " + identity
                        + " (a policy for the command, and one for SELECT if it has a WHERE, would have to let it pass).",
                "02000");
    }
}
