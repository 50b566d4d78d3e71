package dev.deputy.local.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that still runs on a cluster although the Deputy that started it is gone (the data folder's lock is ours by
 * now): killed a moment ago, with the server about to stop, or killed together with the script that would stop it.
 */
record Orphan(Path cluster) {

    void stop() throws IOException {
        Optional<ProcessHandle> server = process();
        if (server.isEmpty()) {
            return;
        }
        try {
            // "Fast": TERM, which is what the JDK would send, waits for sessions to end by themselves.
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "kill -INT \"$0\"",
                            Long.toString(server.get().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            server.get().onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new CannotStartException(
                    "A PostgreSQL that an earlier Deputy left behind (process "
                            + server.get().pid() + ") does not stop: end that process, then start again.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("Interrupted while an earlier PostgreSQL stopped.", e);
        }
    }

    /** The process that the cluster's pid file names, if that is still the one that wrote it. */
    private Optional<ProcessHandle> process() throws IOException {
        List<String> lines = ServerProcess.pidFile(cluster).lines().toList();
        if (Platform.WINDOWS || lines.size() < 3) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                // Process numbers come round again.
                .filter(process -> process.info()
                        .startInstant()
                        .map(instant -> Duration.between(instant, started).abs().toSeconds() < 5)
                        .orElse(true));
    }
}
