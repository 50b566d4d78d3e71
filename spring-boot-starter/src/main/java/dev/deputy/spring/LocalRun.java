package dev.deputy.spring;

import dev.deputy.local.LocalSupabase;
import dev.deputy.local.LocalTemplate;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * How long the Supabase inside this process runs: as long as the application; in tests as a copy of a template that all
 * contexts share, so that many contexts are one PostgreSQL server; under devtools over restarts, with its users and rows.
 */
final class LocalRun implements AutoCloseable {

    /** What Spring's tests call the properties that they come with. */
    private static final String OF_TESTS = "Inlined Test Properties";

    private static final Logger log = LoggerFactory.getLogger(LocalRun.class);

    private final LocalSupabase supabase;
    private final boolean inTest;
    private final boolean staysOpen;

    private LocalRun(LocalSupabase supabase, boolean inTest, boolean staysOpen) {
        this.supabase = supabase;
        this.inTest = inTest;
        this.staysOpen = staysOpen;
    }

    static LocalRun start(SupabaseProperties.Local settings, ProjectFiles files, ConfigurableEnvironment environment) {
        boolean inTest = environment.getPropertySources().contains(OF_TESTS);
        if (inTest && settings.port() == 0 && settings.databasePort() == 0 && settings.data() == null) {
            return new LocalRun(
                    LocalTemplate.shared(files.name(), () -> of(files)).start(), true, false);
        }
        if (RestartedSupabase.isWanted()) {
            String started =
                    settings.project() + " " + settings.port() + " " + settings.databasePort() + " " + settings.data();
            LocalSupabase kept = RestartedSupabase.get(
                    started, files, () -> of(files, settings).start());
            return new LocalRun(kept, inTest, true);
        }
        return new LocalRun(of(files, settings).start(), inTest, false);
    }

    private static LocalSupabase.Builder of(ProjectFiles files, SupabaseProperties.Local settings) {
        LocalSupabase.Builder builder = of(files).port(settings.port()).databasePort(settings.databasePort());
        // Kept as text until here: Spring looks for a relative Path on the class path first.
        return settings.data() == null ? builder : builder.data(Path.of(settings.data()));
    }

    private static LocalSupabase.Builder of(ProjectFiles files) {
        LocalSupabase.Builder builder = LocalSupabase.builder();
        files.folder().ifPresent(builder::project);
        return builder;
    }

    LocalSupabase supabase() {
        return supabase;
    }

    /** What somebody needs who wants to look: only who reads the log of a program on this machine can use it. */
    void tell() {
        if (inTest) {
            log.info(
                    "A Supabase inside this process is at {} (publishable key {}), its database at {}.",
                    supabase.apiUrl(),
                    supabase.publishableKey(),
                    supabase.databaseUrl());
        } else {
            log.warn(
                    "No Supabase project is set, so one runs inside this process: {} (publishable key {}), its database"
                            + " at {}, its dashboard at {} . Tokens of any other project are refused.",
                    supabase.apiUrl(),
                    supabase.publishableKey(),
                    supabase.databaseUrl(),
                    supabase.dashboardUrl());
        }
    }

    @Override
    public void close() {
        if (!staysOpen) {
            supabase.close();
        }
    }
}
