package dev.deputy.example.web;

import dev.deputy.postgres.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A local Supabase, started with its command and steered through its control API. */
final class Supabase implements AutoCloseable {

    private static final Pattern DASHBOARD = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)\\S*#secret=(\\S+)\\s");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final Program program;
    private final String url;
    private final String secret;
    private final JsonNode connection;
    private @Nullable Postgres database;

    private Supabase(Program program, String url, String secret) {
        this.program = program;
        this.url = url;
        this.secret = secret;
        this.connection = control("GET", "/connection", "");
    }

    /** @param site the front end's address, to which the links in mails lead */
    static Supabase start(Path folder, String site) throws IOException {
        return start(folder, site, "--ephemeral");
    }

    static Supabase start(Path folder, String site, String... options) throws IOException {
        writeProject(folder, site);
        List<String> command = new ArrayList<>(Program.java("local/target/deputy-local.jar"));
        command.addAll(List.of("start", "--port", "0", "--db-port", "0", "--project", "."));
        command.addAll(List.of(options));
        Program program = Program.start("supabase", folder, Map.of("DEPUTY_HOME", folder.toString()), command);
        program.await(
                "its dashboard's address",
                () -> DASHBOARD.matcher(program.said()).find());
        Matcher dashboard = DASHBOARD.matcher(program.said());
        if (!dashboard.find()) {
            throw new AssertionError(program.said());
        }
        return new Supabase(program, dashboard.group(1), dashboard.group(2));
    }

    /** The notes service's project, with addresses that have to be confirmed, and with the check for sign-outs. */
    private static void writeProject(Path folder, String site) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("supabase").resolve("migrations"));
        Path notes = Path.of("..", "notes", "supabase", "migrations");
        try (Stream<Path> files = Files.list(notes)) {
            for (Path file : files.toList()) {
                Files.copy(file, migrations.resolve(file.getFileName()));
            }
        }
        Files.writeString(migrations.resolve("20261122000000_session_check.sql"), Migrations.sessionCheck());
        Files.writeString(folder.resolve("supabase").resolve("config.toml"), """
                [auth]
                site_url = "%s"
                additional_redirect_urls = ["%s/auth/confirm"]
                [auth.email]
                enable_confirmations = true
                """.formatted(site, site));
    }

    String url() {
        return url;
    }

    String publishableKey() {
        return connection.path("publishable_key").asString();
    }

    String databaseUrl() {
        return connection.path("service_db_url").asString();
    }

    /** Somebody whose address is confirmed. */
    void add(Person person) {
        control(
                "POST",
                "/users",
                JSON.writeValueAsString(Map.of(
                        "email",
                        person.email(),
                        "password",
                        person.password(),
                        "email_confirm",
                        true,
                        "user_metadata",
                        Map.of("full_name", person.name()))));
    }

    /** A session as supabase-js keeps it. */
    String session(Person person) {
        String credentials = JSON.writeValueAsString(Map.of("email", person.email(), "password", person.password()));
        return send(HttpRequest.newBuilder(URI.create(url + "/auth/v1/token?grant_type=password"))
                        .header("apikey", publishableKey())
                        .POST(BodyPublishers.ofString(credentials)))
                .body();
    }

    String accessToken(Person person) {
        return JSON.readTree(session(person)).path("access_token").asString();
    }

    void signOut(String accessToken) {
        send(HttpRequest.newBuilder(URI.create(url + "/auth/v1/logout?scope=global"))
                .header("apikey", publishableKey())
                .header("Authorization", "Bearer " + accessToken)
                .POST(BodyPublishers.noBody()));
    }

    /** As {@code kill -9}: nothing is written any more, and nobody is told. */
    void killDatabase() {
        database = Postgres.below(program);
        database.kill();
    }

    /** Starts it again; the local Supabase itself does not. Returns when it takes connections. */
    void startDatabase() {
        Objects.requireNonNull(database, "killDatabase comes first").start();
    }

    /** The link in the newest mail to somebody. */
    String linkFor(Person person) {
        return control("GET", "/inbox/last?to=" + person.email(), "")
                .path("link")
                .asString();
    }

    void rotateKeys() {
        control("POST", "/keys/rotate", "");
    }

    /** Sets its clock back, as if all that happens now had happened so long ago, until {@link #comeBackToNow}. */
    void goBack(Duration time) {
        control(
                "POST",
                "/clock",
                JSON.writeValueAsString(Map.of("advance", time.negated().toString())));
    }

    void comeBackToNow() {
        control("DELETE", "/clock", "");
    }

    private JsonNode control(String method, String path, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + "/deputy/v1" + path))
                .header("Authorization", "Bearer " + secret)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(answer + ": " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
        program.close();
    }

    /** Somebody new. */
    record Person(String name, String email, String password) {

        static Person named(String name) {
            String first = name.substring(0, name.indexOf(' ')).toLowerCase(Locale.ROOT);
            String unique = UUID.randomUUID().toString().substring(0, 8);
            return new Person(name, first + "-" + unique + "@example.com", "correct horse battery");
        }
    }
}
