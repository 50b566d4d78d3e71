package dev.deputy.example.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL of a local Supabase, which a test kills and starts again as it was started before. Linux only. */
final class Postgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ProcessHandle process;
    private final Path folder;
    private final List<String> command = new ArrayList<>();
    private @Nullable Program again;

    private Postgres(ProcessHandle process) throws IOException {
        this.process = process;
        this.folder = Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath();
        if ("root".equals(System.getProperty("user.name"))) {
            Object owner = Files.getAttribute(folder, "unix:uid");
            Object group = Files.getAttribute(folder, "unix:gid");
            command.addAll(List.of("setpriv", "--reuid=" + owner, "--regid=" + group, "--clear-groups", "--"));
        }
        command.add(process.info().command().orElseThrow());
        command.addAll(List.of(process.info().arguments().orElseThrow()));
    }

    /** The server itself, not its workers: their parents are it. */
    static Postgres below(Program supabase) {
        try {
            return new Postgres(supabase.descendants()
                    .filter(Postgres::isServer)
                    .filter(candidate ->
                            candidate.parent().filter(Postgres::isServer).isEmpty())
                    .findAny()
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isServer(ProcessHandle candidate) {
        return candidate
                .info()
                .command()
                .filter(path -> path.endsWith("/postgres"))
                .isPresent();
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void start() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Program program;
        do { // the workers of the one that was killed need a moment to notice
            program = Program.start("postgres", folder, Map.of(), command);
            again = program;
            if (program.awaitEither("ready to accept connections")) {
                return;
            }
        } while (System.nanoTime() < end);
        throw new AssertionError("PostgreSQL did not start again; it said:\n" + program.said());
    }

    @Override
    public void close() {
        if (again != null) {
            again.close();
        }
    }
}
