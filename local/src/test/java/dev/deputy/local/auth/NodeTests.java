package dev.deputy.local.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a file of src/test/node, which are tests of Supabase's own packages, against a running auth server. */
final class NodeTests {

    static final Path FOLDER = Path.of("target", "node");

    private NodeTests() {}

    /**
     * Fails as the file's tests do, and when there are fewer. It finds the server, its keys, its clock and its inbox in
     * the environment.
     */
    static void run(String file, int least, AuthServerRunning server, Map<String, String> more) throws Exception {
        HttpServer clock = clock(server);
        try {
            Map<String, String> environment = new HashMap<>(more);
            environment.put("SUPABASE_URL", server.url.toString());
            environment.put("SUPABASE_PUBLISHABLE_KEY", server.keys.apiKeys().publishable());
            environment.put("SUPABASE_SECRET_KEY", server.keys.apiKeys().secret());
            environment.put("SUPABASE_ANON_KEY", server.keys.apiKeys().anon());
            environment.put("SUPABASE_SERVICE_ROLE_KEY", server.keys.apiKeys().serviceRole());
            environment.put(
                    "CLOCK_URL", "http://127.0.0.1:" + clock.getAddress().getPort() + "/");
            String output = node(List.of("--test-reporter=tap", file), environment);
            assertThat(figure("pass", output)).as(output).isGreaterThanOrEqualTo(least);
            assertThat(figure("fail", output)).as(output).isZero();
            assertThat(figure("skipped", output)).as(output).isZero();
        } finally {
            clock.stop(0);
        }
    }

    /**
     * POST /?seconds=… moves the clock of the auth server, so that no test has to wait. GET /inbox?… is what was sent last
     * to the address or number.
     */
    private static HttpServer clock(AuthServerRunning running) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            running.clock.advance(Duration.ofSeconds(Long.parseLong(query.substring("seconds=".length()))));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/inbox", exchange -> {
            Message message = running.lastTo(exchange.getRequestURI().getQuery());
            Map<String, Object> shown = new HashMap<>(Map.of("kind", message.kind(), "code", message.code()));
            if (message.link() != null) {
                shown.put("link", message.link());
            }
            byte[] body = Json.print(Json.of(shown)).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    static String node(List<String> arguments, Map<String, String> environment) throws Exception {
        Path output = Files.createTempFile(FOLDER, "output", ".txt");
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process node = start(builder);
        try {
            assertThat(node.waitFor(5, MINUTES)).as("node ends").isTrue();
        } finally {
            node.destroyForcibly();
        }
        return Files.readString(output, UTF_8);
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError("This test runs supabase-js: install Node 20 or newer.", e);
        }
    }

    /** A figure of the summary at the end of TAP output, such as {@code # pass 30}. */
    private static int figure(String name, String output) {
        Matcher summary =
                Pattern.compile("^# " + name + " (\\d+)$", Pattern.MULTILINE).matcher(output);
        assertThat(summary.find()).as(output).isTrue();
        return Integer.parseInt(summary.group(1));
    }
}
