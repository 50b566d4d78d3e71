package dev.deputy.local.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A server that still runs on a cluster although the Deputy that started it is gone (the data folder's lock is ours by
 * now): killed a moment ago, with the server about to stop, or killed together with the script that would stop it.
 */
record Orphan(Path cluster) {

    void stop() throws IOException {
        Optional<ProcessHandle> server = process();
        if (server.isEmpty()) {
            forgetTheDead();
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

    /**
     * A killed server remains as a zombie until its parent asks for its end, which in some containers nobody does; and as
     * long as it remains, PostgreSQL takes it for running. Where no process works in the cluster, its pid file is wrong.
     */
    private void forgetTheDead() throws IOException {
        List<String> lines = ServerProcess.pidFile(cluster).lines().toList();
        if (!lines.isEmpty() && isZombie(lines.get(0).strip()) && !isWorkedIn()) {
            Files.delete(cluster.resolve("postmaster.pid"));
        }
    }

    /** See proc(5): the state follows the command's name, which stands in parentheses and may hold anything. */
    private static boolean isZombie(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    /** All processes of a server have its cluster as their working folder. One that may not be looked at might be one. */
    private boolean isWorkedIn() throws IOException {
        Path folder = cluster.toRealPath();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process ->
                            Character.isDigit(process.getFileName().toString().charAt(0)))
                    .anyMatch(process -> worksIn(process, folder));
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false; // it has just ended, or is a zombie itself
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
