package dev.deputy.local;

import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with a project's migrations and seeds applied, from which any number of {@link LocalSupabase} start
 * in a fraction of the time, each with a database, users and keys of its own. For tests: one for each JVM, a Supabase for
 * each test class.
 *
 * <pre>{@code
 * try (LocalTemplate template = LocalSupabase.builder().project(Path.of("")).template();
 *         LocalSupabase supabase = template.start()) { … }
 * }</pre>
 *
 * <p>Roles are the server's: one that a test makes is there for all. Each database is a copy with a name of its own,
 * {@code postgres_1} and so on, and {@code postgres} is the one that they are made from: {@code alter database postgres …}
 * in a test changes what later copies have, and not the test's. Safe for use by several threads.
 */
public final class LocalTemplate implements AutoCloseable {

    private static final ConcurrentHashMap<String, LocalTemplate> SHARED = new ConcurrentHashMap<>();

    private final LocalSupabase.Builder settings;
    private final EmbeddedPostgres postgres;

    LocalTemplate(LocalSupabase.Builder settings, EmbeddedPostgres postgres) {
        this.settings = settings;
        this.postgres = postgres;
    }

    /**
     * The one of this JVM for a project: made when somebody first asks for it, ends with the JVM.
     *
     * @param project the folder that has the folder {@code supabase}; null for a Supabase without migrations
     * @throws CannotStartException as {@link LocalSupabase.Builder#start()}
     */
    public static LocalTemplate shared(@Nullable Path project) {
        if (project == null) {
            return shared("", LocalSupabase::builder);
        }
        Path folder = project.toAbsolutePath().normalize();
        return shared(folder.toString(), () -> LocalSupabase.builder().project(folder));
    }

    /**
     * The one of this JVM with this name.
     *
     * @param name says all that makes it different from others
     * @param settings asked for when it is made
     */
    public static LocalTemplate shared(String name, Supplier<LocalSupabase.Builder> settings) {
        return SHARED.computeIfAbsent(name, unused -> settings.get().template());
    }

    /** Starts a Supabase with a copy of the database, on a free port and with keys of its own. Closing it drops the copy. */
    public LocalSupabase start() {
        return new Launch(settings, this).start();
    }

    EmbeddedPostgres copy() {
        return postgres.copy();
    }

    /**
     * Ends the server, and with it all that were started from here. Whoever asks for a shared one after that gets a new
     * one. May be called several times.
     */
    @Override
    public void close() {
        SHARED.values().remove(this);
        postgres.close();
    }

    @Override
    public String toString() {
        return "LocalTemplate[port " + postgres.port() + "]";
    }
}
