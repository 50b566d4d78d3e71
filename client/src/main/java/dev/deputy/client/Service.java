package dev.deputy.client;

/** One of the services behind a project's address. */
public enum Service {
    /** The data API: tables, views and functions of the database. */
    DATA("/rest/v1"),
    /** Users and their sign-ins. */
    AUTH("/auth/v1"),
    /** Files. */
    STORAGE("/storage/v1"),
    /** Edge Functions. */
    FUNCTIONS("/functions/v1");

    private final String path;

    Service(String path) {
        this.path = path;
    }

    /** Where it is under the project's address. */
    String path() {
        return path;
    }
}
