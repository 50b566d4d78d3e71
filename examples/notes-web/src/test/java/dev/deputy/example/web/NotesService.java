package dev.deputy.example.web;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The notes service, which can go down and come back at the same address. */
final class NotesService implements AutoCloseable {

    private final int port = Program.freePort();
    private final Map<String, String> environment;
    private Program program;

    private NotesService(Map<String, String> environment) {
        this.environment = environment;
        this.program = start();
    }

    static NotesService start(Supabase supabase, String site) {
        return new NotesService(Map.of(
                "SUPABASE_URL", supabase.url(),
                "SUPABASE_PUBLISHABLE_KEY", supabase.publishableKey(),
                "SUPABASE_DB_URL", supabase.databaseUrl(),
                "CORS_ALLOWED_ORIGINS", site));
    }

    private Program start() {
        List<String> command = Stream.concat(
                        Program.java("examples/notes/target/notes.jar").stream(),
                        Stream.of("--server.port=" + port, "--supabase.postgres.refuse-signed-out=true"))
                .toList();
        return Program.start("service", Path.of(""), environment, command);
    }

    String url() {
        return "http://localhost:" + port;
    }

    NotesService await() {
        program.awaitAnswer(URI.create(url() + "/open"));
        return this;
    }

    void goDown() {
        program.kill();
    }

    void comeBack() {
        program = start();
        await();
    }

    @Override
    public void close() {
        program.close();
    }
}
