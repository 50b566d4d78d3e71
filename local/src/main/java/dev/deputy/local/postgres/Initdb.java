package dev.deputy.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's program that makes clusters. */
record Initdb(Binaries binaries, ServerAccount account) {

    /** Makes a cluster in an empty folder, with superuser supabase_admin and the password that the file has. */
    void create(Path cluster, Path passwordFile) {
        run(
                cluster,
                "--username=supabase_admin",
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The same everywhere: PostgreSQL's own rules instead of the operating system's.
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--lc-collate=C",
                "--lc-ctype=C",
                "--lc-messages=C",
                // Small segments: less to copy at each start.
                "--wal-segsize=1",
                // Whoever needs it on the disk asks for it.
                "--no-sync");
    }

    /** Sees to it that the cluster's files survive a power cut. */
    void sync(Path cluster) {
        run(cluster, "--sync-only");
    }

    private void run(Path cluster, String... arguments) {
        List<String> command = new ArrayList<>(account.commandPrefix());
        command.add(binaries.program("initdb").toString());
        command.add("--pgdata=" + account.nameOfWorkingFolder(cluster));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(cluster.toFile());
        ServerLaunch.cleanEnvironment(builder);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw failure(ServerLaunch.lastWords(output), null);
            }
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("Interrupted while PostgreSQL made a new database.", e);
        }
    }

    private CannotStartException failure(String reason, @Nullable IOException cause) {
        return new CannotStartException(
                "PostgreSQL could not make a new database: " + reason + ". " + ServerLaunch.adviceFor(account), cause);
    }
}
