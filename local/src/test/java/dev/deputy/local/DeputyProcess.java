package dev.deputy.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command as a process of its own, as people run it. */
final class DeputyProcess implements AutoCloseable {

    private static final Pattern FACT = Pattern.compile("^ *(API URL|DB URL|Publishable key): (.*)$");

    private final Process process;
    private final Path errors;
    private final List<String> output = new ArrayList<>();
    private String apiUrl = "";
    private String databaseUrl = "";
    private String publishableKey = "";

    private DeputyProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Runs the command, with its own files below the folder. */
    static DeputyProcess run(Path home, List<String> prefix, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(environment.getOrDefault("CLASSPATH", System.getProperty("java.class.path")));
        command.add("dev.deputy.local.Main");
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("deputy-test", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("DEPUTY_HOME", home.toString());
        builder.environment().putAll(environment);
        return new DeputyProcess(builder.start(), errors);
    }

    static DeputyProcess run(Path home, String... arguments) throws IOException {
        return run(home, List.of(), Map.of(), arguments);
    }

    /** Starts a local Supabase on free ports and waits until it says so. */
    static DeputyProcess start(Path home, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("start", "--port", "0", "--db-port", "0"));
        arguments.addAll(List.of(options));
        return run(home, arguments.toArray(String[]::new)).awaitStarted();
    }

    DeputyProcess awaitStarted() throws IOException {
        BufferedReader reader = process.inputReader();
        String line;
        while ((line = reader.readLine()) != null) {
            output.add(line);
            Matcher fact = FACT.matcher(line);
            if (fact.matches()) {
                switch (fact.group(1)) {
                    case "API URL" -> apiUrl = fact.group(2);
                    case "DB URL" -> databaseUrl = fact.group(2);
                    default -> publishableKey = fact.group(2);
                }
            }
            if (line.endsWith("Ctrl-C stops it.")) {
                return this;
            }
        }
        throw new AssertionError("it did not start: " + errors());
    }

    String apiUrl() {
        return apiUrl;
    }

    String port() {
        return apiUrl.substring(apiUrl.lastIndexOf(':') + 1);
    }

    SignIns signIns() {
        return new SignIns(java.net.URI.create(apiUrl + "/auth/v1"), publishableKey);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + databaseUrl.substring(databaseUrl.indexOf('@') + 1)
                + "?user=postgres&password=postgres";
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** As {@code kill}: it may clean up. */
    void terminate() throws InterruptedException {
        // Not Process.destroy(), which would close its output unread.
        process.toHandle().destroy();
        process.waitFor();
    }

    /** As {@code kill -9}: it may not. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for the end and returns the exit status. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("it goes on and on");
        }
        return process.exitValue();
    }

    /** All that it printed, once it has ended. */
    String output() throws IOException {
        process.inputReader().lines().forEach(output::add);
        return String.join("\n", output);
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
