package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told the dashboard's secret, and where it is not to be found. */
class DashboardSecretTest {

    /** All of ours; of Jetty not its debugging, which prints every byte of every request. */
    private static final Map<String, String> EVERYTHING_LOGGED = Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info -Dorg.slf4j.simpleLogger.log.dev.deputy=trace");

    @TempDir
    private Path folder;

    @Test
    void start_and_status_tell_the_address_and_no_log_does() throws Exception {
        Path data = folder.resolve("data");
        String secret;
        try (DeputyProcess start = DeputyProcess.run(
                        folder,
                        List.of(),
                        EVERYTHING_LOGGED,
                        "start",
                        "--port",
                        "0",
                        "--db-port",
                        "0",
                        "--data",
                        data.toString())
                .awaitStarted()) {
            try (DeputyProcess status = DeputyProcess.run(folder, "status", "--port", start.port(), "-o", "env")) {
                status.exitStatus();
                secret = secret(status.output());
            }
            assertThat(call(start.apiUrl(), "GET", "/deputy/v1/users", secret, ""))
                    .isEqualTo(200);
            assertThat(call(start.apiUrl(), "POST", "/deputy/v1/users", secret, "no JSON"))
                    .isEqualTo(400);
            assertThat(call(start.apiUrl(), "GET", "/deputy/v1/nothing", secret, ""))
                    .isEqualTo(404);
            assertThat(call(start.apiUrl(), "GET", "/deputy/v1/users", secret + "x", ""))
                    .isEqualTo(401);
            start.terminate();

            assertThat(start.output().split(Pattern.quote(secret), -1)).hasSize(2); // once, in the address
            assertThat(start.output()).contains("Dashboard: " + start.apiUrl() + "/#secret=" + secret);
            assertThat(start.errors()).contains("INFO").doesNotContain(secret);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> holders = files.filter(file -> Files.isRegularFile(file) && holds(file, secret))
                    .toList();
            assertThat(holders).containsExactly(data.resolve("control-secret"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(holders.get(0))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void an_open_dashboard_outlives_a_restart_with_the_same_data_and_no_other() {
        Path data = folder.resolve("data");
        String first;
        try (LocalSupabase supabase = LocalSupabase.builder().data(data).start()) {
            first = supabase.dashboardUrl().getFragment();
            assertThat(supabase.toString()).doesNotContain(first);
        }
        try (LocalSupabase supabase = LocalSupabase.builder().data(data).start();
                LocalSupabase other = LocalSupabase.start()) {
            assertThat(supabase.dashboardUrl().getFragment()).isEqualTo(first);
            assertThat(other.dashboardUrl().getFragment()).isNotEqualTo(first).hasSameSizeAs(first);
        }
    }

    private static String secret(String status) {
        var address = Pattern.compile("(?m)^DASHBOARD_URL=\"http://127\\.0\\.0\\.1:\\d+/#secret=([\\w-]{32})\"$")
                .matcher(status);
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    private static int call(String apiUrl, String method, String path, String secret, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(apiUrl + path))
                .header("Authorization", "Bearer " + secret)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static boolean holds(Path file, String secret) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
