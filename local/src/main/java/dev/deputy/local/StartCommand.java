package dev.deputy.local;

import dev.deputy.local.postgres.CannotStartException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Starts a local Supabase and stays until it is told to stop. */
@Command(
        name = "start",
        description = "Starts a Supabase on this machine and stops it on Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
final class StartCommand implements Callable<Integer> {

    static final class Place {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description =
                        "Keep users, data and keys in this folder. By default PROJECT/supabase/.deputy, or without"
                                + " --project a folder of your user.")
        private @Nullable Path data;

        @Option(names = "--ephemeral", description = "Keep nothing.")
        private boolean ephemeral;
    }

    @Option(names = "--port", paramLabel = "PORT", description = "Where clients find it; 0 for a free one.")
    private int port = 54321;

    @Option(names = "--db-port", paramLabel = "PORT", description = "Where psql finds the database; 0 for a free one.")
    private int databasePort = 54322;

    @ArgGroup
    private @Nullable Place place;

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "Apply DIR/supabase/migrations/*.sql and DIR/supabase/seed.sql.")
    private @Nullable Path project;

    @Option(
            names = "--jwt",
            paramLabel = "es256|hs256",
            description =
                    "Sign users' tokens with the signing key, or with the JWT secret. By default as before in this"
                            + " data folder, and with the signing key in a new one.")
    private @Nullable JwtMode jwt;

    @Override
    public Integer call() throws InterruptedException {
        Path data = data();
        LocalSupabase.Builder builder =
                LocalSupabase.builder().port(checked("--port", port)).databasePort(checked("--db-port", databasePort));
        if (jwt != null) {
            builder.jwt(jwt);
        }
        if (project != null) {
            builder.project(project);
        }
        if (data != null) {
            builder.data(data);
        }
        LocalSupabase supabase = builder.start();
        Facts facts = Facts.of(supabase);
        Running running = Running.note(supabase.apiUrl().getPort(), facts);
        AtomicBoolean stopping = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!stopping.getAndSet(true)) {
                running.close();
                supabase.close();
                System.out.println("Stopped.");
            }
        }));
        System.out.println("Started a local Supabase.\n");
        System.out.print(facts.forPeople());
        System.out.println(
                "\n" + (data == null ? "Nothing of it is kept." : "Kept in " + data + ".") + " Ctrl-C stops it.");

        supabase.awaitEnd();
        if (stopping.getAndSet(true)) {
            // The hook is at work; the JVM ends when it is done.
            Thread.currentThread().join();
        }
        running.close();
        supabase.close();
        System.err.println("PostgreSQL ended by itself"
                + (data == null ? "." : "; its log is " + data.resolve("postgres.log") + "."));
        return ExitCode.SOFTWARE;
    }

    private @Nullable Path data() {
        if (place != null && place.ephemeral) {
            return null;
        }
        if (place != null && place.data != null) {
            return place.data.toAbsolutePath().normalize();
        }
        return project == null
                ? UserFolder.folder("data")
                : project.toAbsolutePath().normalize().resolve("supabase/.deputy");
    }

    private static int checked(String option, int port) {
        if (port < 0 || port > 65535) {
            throw new CannotStartException(option + " must be from 0 to 65535, not " + port + ".");
        }
        return port;
    }
}
