package dev.deputy.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Postgres did not let the caller do something (SQLSTATE 42501): to an HTTP client that is 401 when nobody has signed
 * in, else 403. The message says what Postgres said and what is missing in the database if the caller should be
 * allowed; it is for the developer and names tables, so not for clients.
 */
public final class DeniedException extends SQLException {

    /** What would have allowed it. */
    public enum Missing {
        /** The role has no privilege: {@code grant … to authenticated}. */
        GRANT,
        /** The role has the privilege, but no policy lets it write such a row. */
        POLICY
    }

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Missing missing;
    private final boolean anonymous;

    private DeniedException(String message, Missing missing, boolean anonymous, SQLException cause) {
        super(message, INSUFFICIENT_PRIVILEGE, cause);
        this.missing = missing;
        this.anonymous = anonymous;
    }

    /** What is missing if this should be allowed. */
    public Missing missing() {
        return missing;
    }

    /** Whether nobody had signed in, so that doing so may help. */
    public boolean isAnonymous() {
        return anonymous;
    }

    /** The failure with its explanation, or the failure itself where it is of another kind. */
    static SQLException explaining(SQLException failure, Identity identity) {
        if (!INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())) {
            return failure;
        }
        Missing missing = violatesPolicy(failure) ? Missing.POLICY : Missing.GRANT;
        String hint =
                switch (missing) {
                    case GRANT ->
                        "The role " + identity.role() + " has not been granted this; if it should be: grant … on … to "
                                + identity.role() + ";";
                    case POLICY ->
                        "No policy for the role " + identity.role() + " allows this row to " + identity
                                + ". If it should be allowed, create a policy with a fitting WITH CHECK. A statement"
                                + " that also returns what it wrote (RETURNING, generated keys) needs a policy for"
                                + " SELECT as well.";
                };
        return new DeniedException(failure.getMessage() + " — " + hint, missing, identity.isAnonymous(), failure);
    }

    /** By the place in Postgres' source that raised it, since messages come in many languages. */
    private static boolean violatesPolicy(SQLException failure) {
        try {
            return Driver.raisedBy(failure, "ExecWithCheckOptions");
        } catch (NoClassDefFoundError anotherDriver) {
            return String.valueOf(failure.getMessage()).contains("row-level security");
        }
    }

    /** What needs pgjdbc, loaded only when it is used. */
    private static final class Driver {

        static boolean raisedBy(SQLException failure, String routine) {
            for (Throwable e = failure; e != null; e = next(e)) {
                if (e instanceof PSQLException postgres) {
                    ServerErrorMessage error = postgres.getServerErrorMessage();
                    return error != null && routine.equals(error.getRoutine());
                }
            }
            return false;
        }

        /** A batch's failure holds Postgres' own as the next one. */
        private static @Nullable Throwable next(Throwable e) {
            return e instanceof SQLException sql && sql.getNextException() != null
                    ? sql.getNextException()
                    : e.getCause();
        }
    }
}
