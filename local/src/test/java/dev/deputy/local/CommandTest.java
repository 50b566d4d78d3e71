package dev.deputy.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

    @TempDir
    private Path folder;

    @Test
    void status_tells_a_shell_what_start_told() throws Exception {
        try (DeputyProcess start = DeputyProcess.start(folder, "--ephemeral");
                DeputyProcess status = DeputyProcess.run(folder, "status", "--port", start.port(), "-o", "env")) {
            assertThat(status.exitStatus()).isZero();
            assertThat(status.output())
                    .contains("API_URL=\"" + start.apiUrl() + "\"")
                    .containsPattern("(?m)^DB_URL=\"postgresql://postgres:postgres@127.0.0.1:\\d+/postgres\"$")
                    .containsPattern("(?m)^PUBLISHABLE_KEY=\"sb_publishable_[\\w-]{22}_[\\w-]{8}\"$")
                    .containsPattern("(?m)^SECRET_KEY=\"sb_secret_[\\w-]{22}_[\\w-]{8}\"$")
                    .containsPattern("(?m)^ANON_KEY=\"eyJ[\\w.-]+\"$")
                    .containsPattern("(?m)^SERVICE_ROLE_KEY=\"eyJ[\\w.-]+\"$")
                    .containsPattern("(?m)^JWT_SECRET=\"[\\w-]{32,}\"$")
                    .containsPattern(
                            "(?m)^SERVICE_DB_URL=\"postgresql://deputy_service:[\\w-]+@127.0.0.1:\\d+/postgres\"$");
        }
    }

    @Test
    void keys_rotates_and_revokes_while_it_runs() throws Exception {
        try (DeputyProcess start = DeputyProcess.start(folder, "--ephemeral")) {
            String first = keys(start, "list", 0).split(" ", 2)[0];
            assertThat(keys(start, "rotate", 0))
                    .containsPattern("(?m)^[\\w-]{36}  ES256  in use$")
                    .containsPattern("(?m)^" + first + "  ES256  previously used$");
            assertThat(keys(start, "revoke " + first, 0)).containsPattern("(?m)^" + first + "  ES256  revoked$");
            assertThat(keys(start, "revoke nobody", 1)).contains("nobody");
            assertThat(keys(start, "revoke", 2)).contains("Say which key");
            assertThat(keys(start, "rotate " + first, 2)).contains("Only standby and revoke");
        }
        try (DeputyProcess keys = DeputyProcess.run(folder, "keys", "--port", "1")) {
            assertThat(keys.exitStatus()).isOne();
            assertThat(keys.errors()).contains("No local Supabase of yours runs on port 1");
        }
    }

    @Test
    void keys_says_what_is_in_the_way() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"message\":\"not now\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(500, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        assertThat(keysOf(port, "http://127.0.0.1:" + port + "/#secret=s")).contains("not now");
        assertThat(keysOf(port, "http://127.0.0.1:" + port + "/")).contains("another version of Deputy");
        server.stop(0);
        assertThat(keysOf(port, "http://127.0.0.1:" + port + "/#secret=s")).contains("does not answer");
    }

    /** What it says of a Supabase that this process seems to serve. */
    private String keysOf(int port, String dashboardUrl) throws Exception {
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(
                Files.createDirectories(folder.resolve("running")).resolve(port + ".env"),
                self.pid() + " " + self.info().startInstant().orElseThrow() + "\nDASHBOARD_URL=\"" + dashboardUrl
                        + "\"\n");
        try (DeputyProcess keys = DeputyProcess.run(folder, "keys", "--port", String.valueOf(port))) {
            assertThat(keys.exitStatus()).isOne();
            assertThat(keys.errors()).hasLineCount(1);
            return keys.errors();
        }
    }

    private String keys(DeputyProcess start, String arguments, int status) throws Exception {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(arguments.split(" ")));
        all.addAll(List.of("--port", start.port()));
        try (DeputyProcess keys = DeputyProcess.run(folder, all.toArray(String[]::new))) {
            assertThat(keys.exitStatus()).isEqualTo(status);
            return keys.output() + keys.errors();
        }
    }

    @Test
    void when_told_to_stop_it_takes_all_with_it() throws Exception {
        try (DeputyProcess start = DeputyProcess.start(folder, "--ephemeral")) {
            List<ProcessHandle> processes = start.descendants();
            assertThat(processes).isNotEmpty();

            start.terminate();

            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(start.output()).endsWith("Stopped.");
            assertThat(start.errors()).isEmpty();
            assertThatThrownBy(() -> DriverManager.getConnection(start.jdbcUrl()))
                    .isInstanceOf(SQLException.class);
            try (DeputyProcess status = DeputyProcess.run(folder, "status", "--port", start.port())) {
                assertThat(status.exitStatus()).isEqualTo(1);
                assertThat(status.errors()).contains("No local Supabase of yours runs on port " + start.port());
            }
        }
    }

    @Test
    void when_killed_it_leaves_no_process_no_files_and_no_status() throws Exception {
        try (DeputyProcess start = DeputyProcess.start(folder, "--ephemeral")) {
            List<ProcessHandle> processes = start.descendants();
            Path data = dataFolderOf(processes);

            start.kill();

            for (ProcessHandle process : processes) {
                process.onExit().get(1, TimeUnit.MINUTES);
            }
            assertThat(data).doesNotExist();
            try (DeputyProcess status = DeputyProcess.run(folder, "status", "--port", start.port())) {
                assertThat(status.exitStatus()).isEqualTo(1);
            }
        }
    }

    @Test
    void without_a_choice_the_data_is_kept_for_the_user_or_with_the_project() throws Exception {
        Path project = folder.resolve("project");
        Files.createDirectories(project.resolve("supabase"));
        try (DeputyProcess start = DeputyProcess.start(folder)) {
            start.terminate();
            assertThat(start.output()).contains("Kept in " + folder.resolve("data"));
        }
        try (DeputyProcess start = DeputyProcess.start(folder, "--project", project.toString())) {
            start.terminate();
            assertThat(start.output()).contains("Kept in " + project.resolve("supabase/.deputy"));
            assertThat(project.resolve("supabase/.deputy/.gitignore")).hasContent("*");
        }
    }

    @Test
    void a_used_data_folder_a_used_port_and_a_broken_migration_are_refused_with_a_sentence() throws Exception {
        Path data = folder.resolve("data");
        Path migrations = Files.createDirectories(folder.resolve("supabase/migrations"));
        Files.writeString(migrations.resolve("1_broken.sql"), "create table a (id int);\ncreate tabel b (id int);");
        try (DeputyProcess first = DeputyProcess.start(folder, "--data", data.toString())) {
            assertRefused(
                    "is in use by another running Deputy", "--port", "0", "--db-port", "0", "--data", data.toString());
            assertRefused("Port " + first.port(), "--port", first.port(), "--db-port", "0", "--ephemeral");
            first.terminate();
        }
        try (ServerSocket socket = new ServerSocket(0)) {
            String used = Integer.toString(socket.getLocalPort());
            assertRefused("Port " + used, "--port", "0", "--db-port", used, "--data", data.toString());
        }
        assertRefused(
                "1_broken.sql, line 2: ERROR: syntax error at or near \"tabel\"",
                "--port",
                "0",
                "--db-port",
                "0",
                "--data",
                data.toString(),
                "--project",
                folder.toString());
        try (DeputyProcess again = DeputyProcess.start(folder, "--data", data.toString())) {
            again.terminate();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    start --frob                 | 2 | Unknown option: '--frob'
                    start --port x               | 2 | '--port'
                    start --port 70000           | 1 | from 0 to 65535
                    start --data a --ephemeral   | 2 | mutually exclusive
                    start --jwt none             | 2 | '--jwt'
                    start --project /nowhere     | 1 | has no folder supabase
                    start --data /dev/null/x     | 1 | cannot be used
                    start --data /etc            | 1 | not Deputy's
                    frob                         | 2 | 'frob'
                    """)
    void what_makes_no_sense_is_refused_with_a_sentence(String arguments, int status, String sentence)
            throws Exception {
        try (DeputyProcess process = DeputyProcess.run(folder, arguments.split(" "))) {
            assertThat(process.exitStatus()).isEqualTo(status);
            assertThat(process.errors()).contains(sentence).hasLineCount(1);
        }
    }

    private void assertRefused(String sentence, String... options) throws IOException, InterruptedException {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "start";
        System.arraycopy(options, 0, arguments, 1, options.length);
        try (DeputyProcess process = DeputyProcess.run(folder, arguments)) {
            assertThat(process.exitStatus()).isEqualTo(1);
            assertThat(process.errors()).contains(sentence).hasLineCount(1);
        }
    }

    /** What the script that runs PostgreSQL is told to delete. */
    private static Path dataFolderOf(List<ProcessHandle> processes) {
        return processes.stream()
                .flatMap(process -> process.info().arguments().stream())
                .flatMap(java.util.Arrays::stream)
                .filter(argument ->
                        argument.contains("deputy-") && Path.of(argument).isAbsolute() && !argument.contains("\n"))
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
    }
}
