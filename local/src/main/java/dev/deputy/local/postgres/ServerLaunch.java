package dev.deputy.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to start a server on a cluster.
 *
 * @param durable whether an acknowledged commit has to survive the machine's crash
 * @param deleteAfterwards a folder that goes away with the server, also when this JVM is killed
 */
record ServerLaunch(
        Binaries binaries,
        Path cluster,
        Path log,
        boolean durable,
        @Nullable Path deleteAfterwards) {

    /** Starts a server on the port of the loopback address, 0 for a free one, and waits until it takes connections. */
    ServerProcess start(int port) throws IOException {
        ServerAccount account = ServerAccount.owning(cluster);
        Orphan orphan = new Orphan(cluster);
        orphan.stop();
        if (port != 0) {
            refuseUsedPort(port);
        }
        for (int attempt = 1; ; attempt++) {
            int chosen = port != 0 ? port : freePort();
            String before = ServerProcess.pidFile(cluster);
            ServerProcess server = new ServerProcess(process(chosen, account), cluster, chosen, binaries);
            if (server.awaitReady(before)) {
                return server;
            }
            server.close();
            String output = Files.readString(log);
            // Somebody may have taken the free port in the meantime; and the sessions of a server that was killed need
            // a moment to notice it, before which PostgreSQL refuses to start on their data.
            boolean passing = (port == 0 && output.contains("could not bind"))
                    || output.contains("is still in use")
                    || output.contains("lock file \"postmaster.pid\" already exists");
            if (!passing || attempt == 50) {
                throw new CannotStartException("PostgreSQL did not start: " + lastWords(output) + ". Its log is " + log
                        + ". " + adviceFor(account));
            }
            pause();
            orphan.stop();
        }
    }

    /** The script that runs the server, for as long as its standard input is open. */
    Process process(int port, ServerAccount account) throws IOException {
        List<String> command = new ArrayList<>();
        if (!Platform.WINDOWS) {
            command.addAll(List.of("/bin/sh", "-c", script(), "run-postgres.sh"));
            command.add(deleteAfterwards == null ? "" : deleteAfterwards.toString());
        }
        command.addAll(account.commandPrefix());
        command.addAll(List.of(binaries.program("postgres").toString(), "-D", account.nameOfWorkingFolder(cluster)));
        settings(port).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(cluster.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        cleanEnvironment(builder);
        return builder.start();
    }

    private Map<String, String> settings(int port) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "listen_addresses", "127.0.0.1",
                "port", Integer.toString(port),
                // Passwords only, over TCP only: a socket file would be one more thing to protect.
                "unix_socket_directories", "",
                "password_encryption", "scram-sha-256",
                "timezone", "UTC",
                "log_timezone", "UTC",
                "log_checkpoints", "off",
                // A statement that failed may hold somebody's password.
                "log_min_error_statement", "panic"));
        // As a small hosted project has them: execution plans show both.
        settings.putAll(Map.of("effective_cache_size", "128MB", "compute_query_id", "on"));
        if (durable) {
            settings.put("max_connections", "100");
        } else {
            settings.putAll(Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"));
            // Many test classes may share the server, each with pools of its own.
            settings.put("max_connections", "500");
        }
        return settings;
    }

    /** Variables like PGPORT or LC_ALL of whoever starts us must not change what the server does. */
    static void cleanEnvironment(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
    }

    /** The sentence that says what went wrong, out of everything that a program printed. */
    static String lastWords(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("FATAL:") || line.contains("error:") || line.contains("setpriv:"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1))
                .replaceFirst("^.*(FATAL|error):\\s*", "")
                .strip();
    }

    static String adviceFor(ServerAccount account) {
        return account.isOwnUser()
                ? "Check that the disk is not full and that the folder is yours."
                : "As root, PostgreSQL has to run under another account, with setpriv of util-linux, and that account"
                        + " must be able to reach the cache folder: start Deputy as an ordinary user, or see to both.";
    }

    private static void refuseUsedPort(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(!Platform.WINDOWS);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new CannotStartException(
                    "Port " + port + " for the database cannot be opened (" + e.getMessage()
                            + "): stop what uses it, or choose another, 0 for a free one.",
                    e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("Interrupted while PostgreSQL started.", e);
        }
    }

    private static String script() {
        try (InputStream content = ServerLaunch.class.getResourceAsStream("run-postgres.sh")) {
            if (content == null) {
                throw new IllegalStateException("the resource run-postgres.sh is missing from Deputy's jar");
            }
            // Without its comments: whoever lists the processes sees the rest.
            return new String(content.readAllBytes(), UTF_8).replaceAll("(?m)^\\s*(#.*)?\\R", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
