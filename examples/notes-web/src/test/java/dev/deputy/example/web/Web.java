package dev.deputy.example.web;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The front end: {@code npm start} on what Maven has built with no variable set. */
final class Web implements AutoCloseable {

    private static final Path BUILT = Path.of("target", "web");

    private final Program program;
    private final String url;

    private Web(Program program, String url) {
        this.program = program;
        this.url = url;
    }

    static Web start(int port, String supabaseUrl, String publishableKey, String serviceUrl) {
        return new Web(
                run(
                        "web",
                        Map.of(
                                "PORT", String.valueOf(port),
                                "NEXT_PUBLIC_SUPABASE_URL", supabaseUrl,
                                "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", publishableKey,
                                "NEXT_PUBLIC_SERVICE_URL", serviceUrl)),
                "http://localhost:" + port);
    }

    static Program run(String name, Map<String, String> environment) {
        return Program.start(name, BUILT, environment, List.of("npm", "start"));
    }

    Web await() {
        program.awaitAnswer(URI.create(url + "/sign-in"));
        return this;
    }

    @Override
    public void close() {
        program.close();
    }
}
