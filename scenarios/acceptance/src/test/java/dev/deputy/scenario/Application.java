package dev.deputy.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A scenario's jar, to be started as its users do: with four variables and nothing else. */
final class Application implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("started on port (\\d+)");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final JavaHome java;
    private @Nullable Process process;
    private @Nullable Service service;

    Application(String name, JavaHome java) {
        this.name = name;
        this.java = java;
    }

    void start(Project project) {
        Path jar = Path.of("..", name, "target", "app.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: build it with mvn -DskipTests package");
        }
        ProcessBuilder builder = new ProcessBuilder(
                java.command(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar.toString());
        builder.environment().clear();
        builder.environment().putAll(project.variables());
        builder.environment().putAll(Map.of("PORT", "0"));
        try {
            Process started = builder.redirectErrorStream(true).start();
            process = started;
            service = new Service(port(started.inputReader(), PATIENCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what the application prints until that has the port, and then on, for it must not wait for a reader. */
    static int port(BufferedReader output, Duration patience) {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    output.lines().forEach(line -> {
                        lines.add(line);
                        Matcher started = STARTED.matcher(line);
                        if (started.find()) {
                            port.complete(Integer.valueOf(started.group(1)));
                        }
                    });
                    port.completeExceptionally(new IllegalStateException("it ended"));
                },
                "output of the application");
        reader.setDaemon(true);
        reader.start();
        try {
            return port.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the application did not start:\n" + String.join("\n", lines), e);
        }
    }

    Service service() {
        return Objects.requireNonNull(service, "not started");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    @Override
    public String toString() {
        return name + " on Java " + java.version();
    }
}
