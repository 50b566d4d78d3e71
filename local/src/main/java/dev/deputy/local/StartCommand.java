package dev.deputy.local;

import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.project.ProjectConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where clients find it; 0 for a free one. By default the project's, or 54321.")
    private @Nullable Integer port;

    @Option(
            names = "--db-port",
            paramLabel = "PORT",
            description = "Where psql finds the database; 0 for a free one. By default the project's, or 54322.")
    private @Nullable Integer databasePort;

    @ArgGroup
    private @Nullable Place place;

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description =
                    "Take the settings of DIR/supabase/config.toml, and apply DIR/supabase/roles.sql, migrations and"
                            + " seeds.")
    private @Nullable Path project;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Take the settings of this file instead, in the format of config.toml.")
    private @Nullable Path config;

    @Option(
            names = "--also",
            paramLabel = "FILE",
            description =
                    "Serve the same database with the settings of this file, too: on the port that its table [api]"
                            + " names. May be repeated.")
    private List<Path> also = List.of();

    @Option(
            names = "--auth-path",
            paramLabel = "PATH",
            description = "Where the auth server is; / as GoTrue itself is.")
    private String authPath = "/auth/v1";

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
        Optional<ProjectConfig> settings = settings();
        LocalSupabase.Builder builder = LocalSupabase.builder()
                .port(checked(
                        "--port", port, settings.flatMap(ProjectConfig::port).orElse(54321)))
                .databasePort(checked(
                        "--db-port",
                        databasePort,
                        settings.flatMap(ProjectConfig::databasePort).orElse(54322)))
                .authPath(checkedAuthPath());
        if (jwt != null) {
            builder.jwt(jwt);
        }
        settings.ifPresent(builder::config);
        if (project != null) {
            builder.filesOf(project);
        }
        if (data != null) {
            builder.data(data);
        }
        List<LocalSupabase> running = startAll(builder);
        List<Running> notes = running.stream()
                .map(one -> Running.note(one.apiUrl().getPort(), Facts.of(one)))
                .toList();
        AtomicBoolean stopping = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!stopping.getAndSet(true)) {
                stop(notes, running);
                System.out.println("Stopped.");
            }
        }));
        tell(running, data);

        LocalSupabase supabase = running.get(0);
        supabase.awaitEnd();
        if (stopping.getAndSet(true)) {
            // The hook is at work; the JVM ends when it is done.
            Thread.currentThread().join();
        }
        stop(notes, running);
        System.err.println("PostgreSQL ended by itself"
                + (data == null ? "." : "; its log is " + data.resolve("postgres.log") + "."));
        return ExitCode.SOFTWARE;
    }

    private static void tell(List<LocalSupabase> running, @Nullable Path data) {
        System.out.println("Started a local Supabase.\n");
        System.out.print(Facts.of(running.get(0)).forPeople());
        running.stream().skip(1).forEach(one -> System.out.printf("%16s: %s%n", "Also at", one.apiUrl()));
        System.out.println(
                "\n" + (data == null ? "Nothing of it is kept." : "Kept in " + data + ".") + " Ctrl-C stops it.");
    }

    /** The one with the database, and after it those that share it. */
    private List<LocalSupabase> startAll(LocalSupabase.Builder builder) {
        List<ProjectConfig> others = also.stream()
                .map(file -> ProjectConfig.ofFile(file, System.getenv()))
                .toList();
        List<LocalSupabase> running = new ArrayList<>();
        try {
            LocalSupabase supabase = builder.start();
            running.add(supabase);
            for (ProjectConfig settings : others) {
                running.add(LocalSupabase.builder()
                        .sharing(supabase)
                        .authPath(authPath)
                        .port(settings.port().orElse(0))
                        .config(settings)
                        .start());
            }
            return running;
        } catch (RuntimeException e) {
            stop(List.of(), running);
            throw e;
        }
    }

    private static void stop(List<Running> notes, List<LocalSupabase> running) {
        notes.forEach(Running::close);
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).close();
        }
    }

    private Optional<ProjectConfig> settings() {
        if (config != null) {
            return Optional.of(ProjectConfig.ofFile(config, System.getenv()));
        }
        return Optional.ofNullable(project).map(folder -> ProjectConfig.ofProject(folder, System.getenv()));
    }

    private String checkedAuthPath() {
        if (!LocalSupabase.Builder.isAuthPath(authPath)) {
            throw new CannotStartException(
                    "--auth-path must be / or begin with a slash and not end with one, not be " + authPath + ".");
        }
        return authPath;
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

    private static int checked(String option, @Nullable Integer given, int otherwise) {
        int port = given == null ? otherwise : given;
        if (port < 0 || port > 65535) {
            throw new CannotStartException(option + " must be from 0 to 65535, not " + port + ".");
        }
        return port;
    }
}
