package dev.deputy.example.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The notes service, which can go down and come back at the same address. */
final class NotesService implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final int port = Program.freePort();
    private final Map<String, String> environment;
    private final boolean pooler;
    private Program program;

    private NotesService(String name, Map<String, String> environment, boolean pooler) {
        this.name = name;
        this.environment = environment;
        this.pooler = pooler;
        this.program = start();
    }

    static NotesService start(Supabase supabase, String site) {
        return start("service", supabase, site, supabase.databaseUrl(), false);
    }

    /** @param pooler whether the database's address is that of a pooler in transaction mode */
    static NotesService start(String name, Supabase supabase, String site, String databaseUrl, boolean pooler) {
        Map<String, String> environment = Map.of(
                "SUPABASE_URL",
                supabase.url(),
                "SUPABASE_PUBLISHABLE_KEY",
                supabase.publishableKey(),
                "SUPABASE_DB_URL",
                databaseUrl,
                "CORS_ALLOWED_ORIGINS",
                site);
        return new NotesService(name, environment, pooler);
    }

    private Program start() {
        List<String> command = Stream.concat(
                        Program.java("examples/notes/target/notes.jar").stream(),
                        Stream.of(
                                "--server.port=" + port,
                                "--supabase.postgres.refuse-signed-out=true",
                                "--supabase.postgres.pooler=" + pooler))
                .toList();
        return Program.start(name, Path.of(""), environment, command);
    }

    int port() {
        return port;
    }

    int status(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    String url() {
        return "http://localhost:" + port;
    }

    NotesService await() {
        program.awaitAnswer(URI.create(url() + "/open"));
        return this;
    }

    /** Waits until it does what needs Supabase's keys and the database, of which a first request may find neither in time. */
    void awaitAnswerTo(String token) {
        program.await(name + " to answer its users", () -> {
            try {
                return status("/name", token) == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    void goDown() {
        program.kill();
    }

    void comeBack() {
        program = start();
        await();
    }

    /** In good order: it finishes what it has before it ends. */
    void restart() {
        program.close();
        comeBack();
    }

    @Override
    public void close() {
        program.close();
    }
}
