package dev.deputy.local.auth;

import dev.deputy.local.http.Failure;
import java.sql.SQLException;
import java.util.Map;

/** Failures that more than one endpoint has. */
final class Failures {

    private Failures() {}

    /** Postgres, or somebody's trigger in it, said no where we did not expect it. The cause goes to the log. */
    static Failure database(String message, SQLException cause) {
        return Database.isConflict(cause)
                ? conflict()
                : new Failure(500, "unexpected_failure", message, Map.of(), cause);
    }

    /** For requests that stood in each other's way. */
    static Failure conflict() {
        return new Failure(
                409, "conflict", "Too many concurrent requests on the same user, session or refresh token; try again");
    }

    static Failure userGone() {
        return new Failure(403, "user_not_found", "User from sub claim in JWT does not exist");
    }

    static Failure sessionGone() {
        return new Failure(403, "session_not_found", "Session from session_id claim in JWT does not exist");
    }

    /** For a wrong password and for a user who does not exist: one must not be told from the other. */
    static Failure wrongCredentials() {
        return new Failure(400, "invalid_credentials", "Invalid login credentials");
    }

    static Failure emailTaken() {
        return new Failure(422, "email_exists", "A user with this email address has already been registered");
    }

    static Failure phoneTaken() {
        return new Failure(422, "phone_exists", "A user with this phone number has already been registered");
    }
}
