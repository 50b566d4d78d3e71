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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The real supabase-js on Node against a running auth server. What is tried is written in src/test/node. */
class SupabaseJsTest {

    private static final Path FOLDER = Path.of("target", "node");
    private static final Path PAGE = Path.of("..", "docs", "supabase-js-auth.md");
    private static final List<String> FILES = List.of("es256.mjs", "hs256.mjs", "mail.mjs");
    private static final Set<String> RUN = new HashSet<>();
    private static final TestProvider GOOGLE = new TestProvider("google");

    @Test
    void supabase_js_gets_along_with_tokens_signed_by_a_signing_key() throws Exception {
        try (AuthServerRunning server = new AuthServerRunning(SupabaseJsTest::withGoogle)) {
            run("es256.mjs", server);
        }
    }

    @Test
    void supabase_js_gets_along_with_tokens_signed_by_the_secret() throws Exception {
        try (AuthServerRunning server =
                new AuthServerRunning(ProjectKeys.generateSecret(), SupabaseJsTest::withGoogle)) {
            run("hs256.mjs", server);
        }
    }

    @Test
    void supabase_js_gets_along_with_mails_and_text_messages() throws Exception {
        try (AuthServerRunning server = new AuthServerRunning(
                settings -> settings.withAutoconfirm(false).withPhoneSignIns(true))) {
            run("mail.mjs", server);
        }
    }

    /** The page is of all three runs together. Whoever runs one of them alone learns nothing about it. */
    @AfterAll
    static void the_page_about_the_methods_is_what_was_found() throws Exception {
        if (!RUN.containsAll(FILES)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("auth-table.mjs"));
        command.addAll(FILES);
        String output = node(command, Map.of());
        assertThat(output).isEmpty();
        String page = Files.readString(FOLDER.resolve("auth-methods.md"));
        assertThat(page).doesNotContain("| fails |").doesNotContain("| not tried |");
        assertThat(Files.readString(PAGE))
                .as("docs/supabase-js-auth.md; copy local/target/node/auth-methods.md over it")
                .isEqualTo(page);
    }

    private static AuthSettings withGoogle(AuthSettings settings) {
        return settings.withIdTokenIssuers(List.of(GOOGLE.issuer())).withManualLinking(true);
    }

    private static void run(String file, AuthServerRunning server) throws Exception {
        HttpServer clock = clock(server);
        try {
            String output = node(
                    List.of("--test-reporter=tap", file),
                    Map.of(
                            "SUPABASE_URL", server.url.toString(),
                            "SUPABASE_PUBLISHABLE_KEY", server.keys.apiKeys().publishable(),
                            "SUPABASE_SECRET_KEY", server.keys.apiKeys().secret(),
                            "SUPABASE_ANON_KEY", server.keys.apiKeys().anon(),
                            "SUPABASE_SERVICE_ROLE_KEY", server.keys.apiKeys().serviceRole(),
                            "GOOGLE_KEY", GOOGLE.privateKey(),
                            "CLOCK_URL",
                                    "http://127.0.0.1:" + clock.getAddress().getPort() + "/"));
            assertThat(figure("pass", output)).as(output).isGreaterThan(15);
            assertThat(figure("fail", output)).as(output).isZero();
            assertThat(figure("skipped", output)).as(output).isZero();
            RUN.add(file);
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

    private static String node(List<String> arguments, Map<String, String> environment) throws Exception {
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
