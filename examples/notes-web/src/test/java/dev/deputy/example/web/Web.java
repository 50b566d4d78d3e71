package dev.deputy.example.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The front end: {@code npm start} on what Maven has built with no variable set. */
final class Web implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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

    /** The cookies that it sets when a reverse proxy says that the browser came over https. */
    List<String> cookiesOverHttps(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("X-Forwarded-Proto", "https")
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).headers().allValues("Set-Cookie");
    }

    @Override
    public void close() {
        program.close();
    }
}
