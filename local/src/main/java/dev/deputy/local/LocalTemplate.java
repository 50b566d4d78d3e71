package dev.deputy.local;

import dev.deputy.local.postgres.EmbeddedPostgres;

/**
 * A PostgreSQL server with a project's migrations and seeds applied, from which any number of {@link LocalSupabase} start
 * in a fraction of the time, each with a database, users and settings of its own. For tests: one for each JVM, a Supabase
 * for each test class.
 *
 * <pre>{@code
 * try (LocalTemplate template = LocalSupabase.builder().project(Path.of("")).template();
 *         LocalSupabase supabase = template.start()) { … }
 * }</pre>
 *
 * <p>Roles are the server's: one that a test makes is there for all. Safe for use by several threads.
 */
public final class LocalTemplate implements AutoCloseable {

    private final LocalSupabase.Builder settings;
    private final EmbeddedPostgres postgres;

    LocalTemplate(LocalSupabase.Builder settings, EmbeddedPostgres postgres) {
        this.settings = settings;
        this.postgres = postgres;
    }

    /** Starts a Supabase with a copy of the database, on a free port and with keys of its own. Closing it drops the copy. */
    public LocalSupabase start() {
        return new Launch(settings, this).start();
    }

    EmbeddedPostgres copy() {
        return postgres.copy();
    }

    /** Ends the server, and with it all that were started from here. May be called several times. */
    @Override
    public void close() {
        postgres.close();
    }

    @Override
    public String toString() {
        return "LocalTemplate[port " + postgres.port() + "]";
    }
}
