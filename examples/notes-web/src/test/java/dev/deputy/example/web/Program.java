package dev.deputy.example.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program of its own, started as people start it. What it says goes to target/NAME.log. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE_WITH_ONE_ANSWER = Duration.ofSeconds(30);
    // Not HTTP/2: Next.js would take the offer of an upgrade for a WebSocket's.
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a developer may have exported to run one of the programs by hand. */
    private static final Pattern SETTING =
            Pattern.compile("(NEXT_PUBLIC|SUPABASE|SPRING|SERVER|DEPUTY)_.*|DB_CONNECTION_STRING|JWT_SECRET");

    // Below those that systems give to outgoing connections and to whoever asks for port 0: such a one could be taken
    // before the program listens there, or while it is down. Above 10080, to which browsers do not go.
    private static final int FIRST_PORT = 11_000;
    private static final int PORTS = 5_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Program start(String name, Path folder, Map<String, String> environment, List<String> command) {
        Path log = Path.of("target", name + ".log").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> SETTING.matcher(variable)
                .matches());
        builder.environment().putAll(environment);
        try {
            return new Program(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar of another module, which Maven has packaged before this one's tests run. */
    static List<String> java(String jar) {
        Path path = Path.of("..", "..").resolve(jar).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            throw new AssertionError(path + " is missing: run mvn -DskipTests package in the project's root folder.");
        }
        String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(program, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", path.toString());
    }

    /** A port that is free, and stays so for the program that is to listen there: each is given once. */
    static int freePort() {
        for (int tries = 0; tries < PORTS; tries++) {
            int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody listens there
            }
        }
        throw new AssertionError("no port is free from " + FIRST_PORT + " on");
    }

    Program awaitAnswer(URI address) {
        await(address + " to answer", () -> answers(address));
        return this;
    }

    void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + "; the program said:\n" + said());
            }
            pause();
        }
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean answers(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(PATIENCE_WITH_ONE_ANSWER)
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    /** Waits until it says this, or has ended. */
    boolean awaitEither(String word) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (said().contains(word)) {
                return true;
            }
            pause();
        }
        return false;
    }

    /** Waits for it to end by itself. */
    int exitStatus() {
        await("the end", () -> !process.isAlive());
        return process.exitValue();
    }

    /** As {@code kill -9}, and its children with it. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        family.forEach(ProcessHandle::destroy);
        process.onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
