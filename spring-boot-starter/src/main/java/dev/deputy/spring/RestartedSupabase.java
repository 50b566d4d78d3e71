package dev.deputy.spring;

import dev.deputy.local.LocalSupabase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Supabase that outlives the restarts of spring-boot-devtools, which throws away the application's classes and keeps
 * those of its libraries, this one among them.
 */
final class RestartedSupabase {

    private static final String RESTARTING = "RestartClassLoader";

    private static @Nullable LocalSupabase kept;
    private static String keptFor = "";

    private RestartedSupabase() {}

    /** Whether the application will be restarted in this JVM, and this class with what it keeps will not be. */
    static boolean isWanted() {
        return isRestarting(Thread.currentThread().getContextClassLoader())
                && !isRestarting(RestartedSupabase.class.getClassLoader());
    }

    private static boolean isRestarting(@Nullable ClassLoader loader) {
        return loader != null && loader.getClass().getSimpleName().equals(RESTARTING);
    }

    /** The one that runs, with the migrations that have come in since; another one where the settings are others. */
    static synchronized LocalSupabase get(String settings, ProjectFiles files, Supplier<LocalSupabase> start) {
        LocalSupabase running = kept;
        if (running != null && settings.equals(keptFor)) {
            files.folder().ifPresent(running::migrate);
            return running;
        }
        if (running != null) {
            kept = null;
            running.close();
        }
        LocalSupabase started = start.get();
        kept = started;
        keptFor = settings;
        return started;
    }
}
