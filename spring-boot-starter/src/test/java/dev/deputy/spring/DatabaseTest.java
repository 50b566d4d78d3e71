package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.LocalSupabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The application names its project and database, or forgets to, or they are away. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseTest {

    private static final Path MIGRATIONS = Path.of("src/test/resources/supabase/migrations");

    @TempDir
    private Path data;

    @Test
    void without_a_database_variable_only_what_needs_one_fails() {
        Issuer issuer = new Issuer("http://127.0.0.1:9", Issuer.SECRET);
        try (var application = start("supabase.url=http://127.0.0.1:9", "supabase.jwt-secret=" + Issuer.SECRET)) {
            HttpResponse<String> answer = http(application).getAs(issuer.tokenOf(UUID.randomUUID()), "/notes");

            assertThat(http(application).get("/open").statusCode()).isEqualTo(200);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("SUPABASE_DB_URL").contains("\"code\":\"database_not_set\"");
        }
    }

    @Test
    void a_database_that_is_away_is_a_503_until_it_is_back() {
        LocalSupabase supabase = supabase();
        String token = supabase.signUp("ada@example.com", "a long password").accessToken();
        try (var application =
                start("supabase.url=" + supabase.apiUrl(), "supabase.db-url=" + supabase.serviceDatabaseUrl())) {
            Http http = http(application);
            http.post(token, "/notes", "kept");
            supabase.close();

            HttpResponse<String> away = http.getAs(token, "/notes");

            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(away.body()).contains("\"code\":\"database_unavailable\"");
            assertThat(http.getAs(token, "/open").statusCode()).isEqualTo(200);

            try (LocalSupabase again = LocalSupabase.builder()
                    .data(data)
                    .port(supabase.apiUrl().getPort())
                    .databasePort(java.net.URI.create(supabase.databaseUrl()).getPort())
                    .start()) {
                assertThat(again.apiUrl()).isEqualTo(supabase.apiUrl());
                assertThat(untilAnswered(() -> http.getAs(token, "/notes")).body())
                        .isEqualTo("[\"kept\"]");
            }
        } finally {
            supabase.close();
        }
    }

    @Test
    void a_statement_is_ended_before_the_socket_timeout_with_a_503_that_says_so(CapturedOutput output) {
        try (LocalSupabase supabase = supabase();
                var application = start(
                        "supabase.url=" + supabase.apiUrl(),
                        "supabase.db-url=" + supabase.serviceDatabaseUrl() + "?socketTimeout=3")) {
            String token = supabase.signUp("ada@example.com", "a long password").accessToken();

            HttpResponse<String> answer = http(application).getAs(token, "/slow");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("in time").contains("\"code\":\"statement_timeout\"");
            assertThat(output).contains("took longer than supabase.postgres.statement-timeout");
        }
    }

    @Test
    void an_application_starts_while_its_database_is_away(CapturedOutput output) {
        try (var application = start(
                "supabase.url=http://127.0.0.1:9", "supabase.db-url=postgresql://ada:hidden@127.0.0.1:9/postgres")) {
            assertThat(http(application).get("/open").statusCode()).isEqualTo(200);
        }
        assertThat(output).contains("The database does not answer yet").doesNotContain("hidden");
    }

    @Test
    void a_login_that_bypasses_row_level_security_is_refused_at_start(CapturedOutput output) {
        try (LocalSupabase supabase = supabase()) {
            assertThatThrownBy(
                    () -> start("supabase.url=" + supabase.apiUrl(), "supabase.db-url=" + supabase.databaseUrl())
                            .close());
            assertThat(output)
                    .contains("APPLICATION FAILED TO START")
                    .contains("supabase.postgres.allow-bypassing-login")
                    .doesNotContain("\tat ");

            start(
                            "supabase.url=" + supabase.apiUrl(),
                            "supabase.db-url=" + supabase.databaseUrl(),
                            "supabase.postgres.allow-bypassing-login=loopback")
                    .close();
        }
    }

    @Test
    void requests_without_a_caller_may_act_as_anon_where_that_is_said() {
        try (LocalSupabase supabase = supabase();
                var application = start(
                        "supabase.url=" + supabase.apiUrl(),
                        "supabase.db-url=" + supabase.serviceDatabaseUrl(),
                        "supabase.postgres.without-caller=anonymous")) {
            Http http = http(application);
            String token = supabase.signUp("ada@example.com", "a long password").accessToken();
            http.post(token, "/notes", "public: for all");
            http.post(token, "/notes", "for herself");

            assertThat(http.get("/open-notes").body()).isEqualTo("[\"public: for all\"]");
            assertThat(http.getAs(token, "/open-notes").body()).isEqualTo("[\"public: for all\",\"for herself\"]");
            assertThat(http.getAs("garbage", "/open-notes").statusCode()).isEqualTo(401);
        }
    }

    private LocalSupabase supabase() {
        return LocalSupabase.builder()
                .data(data)
                .migrations(List.of(MIGRATIONS.resolve("20260101000000_notes.sql")))
                .start();
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(NotesApp.class)
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(properties))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    private static Http http(ConfigurableApplicationContext application) {
        return new Http(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static HttpResponse<String> untilAnswered(java.util.function.Supplier<HttpResponse<String>> request) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        HttpResponse<String> answer = request.get();
        while (answer.statusCode() == 503 && System.nanoTime() < end) {
            answer = request.get();
        }
        return answer;
    }
}
