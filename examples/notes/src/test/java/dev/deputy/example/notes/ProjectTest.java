package dev.deputy.example.notes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.example.notes.Service.Answer;
import dev.deputy.local.JwtMode;
import dev.deputy.local.LocalSupabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The variables name a project: nothing else changes. */
class ProjectTest {

    private static final Path HERE = Path.of("");

    @Test
    void a_project_with_a_database_and_a_secret() {
        try (LocalSupabase project =
                        LocalSupabase.builder().project(HERE).jwt(JwtMode.HS256).start();
                var application = start(
                        "SUPABASE_URL=" + project.apiUrl(),
                        "SUPABASE_PUBLISHABLE_KEY=" + project.publishableKey(),
                        "SUPABASE_JWT_SECRET=" + project.jwtSecret(),
                        "SUPABASE_DB_URL=" + project.serviceDatabaseUrl())) {
            Service service = service(application);
            String token = signUp(project);

            assertThat(service.getAs(token, "/name").json().path("full_name").asString())
                    .isEqualTo("Ada Lovelace");
            assertThat(service.postAs(token, "/notes", "{\"body\": \"hers\"}").status())
                    .isEqualTo(201);
            assertThat(service.getAs(token, "/my-notes").json())
                    .isEqualTo(service.getAs(token, "/notes").json())
                    .hasSize(1);
        }
    }

    @Test
    void each_deployment_names_what_the_page_wants() throws IOException {
        for (String deployment : List.of("compose.yaml", "fly.toml")) {
            assertThat(Files.readString(HERE.resolve(deployment)))
                    .as(deployment)
                    .containsPattern("(?m)^ +SUPABASE_URL\\b")
                    .containsPattern("(?m)^ +SUPABASE_PUBLISHABLE_KEY\\b");
        }
    }

    @Test
    void supabases_data_api_needs_a_key_and_no_database() {
        try (LocalSupabase project = LocalSupabase.builder().project(HERE).start();
                var application = start(
                        "SUPABASE_URL=" + project.apiUrl(), "SUPABASE_PUBLISHABLE_KEY=" + project.publishableKey());
                var keyless = start("SUPABASE_URL=" + project.apiUrl())) {
            String token = signUp(project);

            assertThat(service(application).getAs(token, "/my-notes").status()).isEqualTo(200);
            Answer answer = service(keyless).getAs(token, "/my-notes");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.isProblem()).isTrue();
            assertThat(answer.json().path("detail").asString()).contains("SUPABASE_PUBLISHABLE_KEY");
        }
    }

    @Test
    void the_login_of_a_local_project_will_do() {
        try (LocalSupabase project = LocalSupabase.builder().project(HERE).start();
                var application =
                        start("SUPABASE_URL=" + project.apiUrl(), "DB_CONNECTION_STRING=" + project.databaseUrl())) {
            Service service = service(application);
            String ada = signUp(project);
            service.postAs(ada, "/notes", "{\"body\": \"hers\"}");
            String bob = project.signUp("bob@example.com", "a long password").accessToken();

            assertThat(service.getAs(ada, "/notes").json()).hasSize(1);
            assertThat(service.getAs(bob, "/notes").json()).isEmpty();
        }
    }

    @Test
    void without_a_database_only_what_needs_one_is_missing() {
        try (LocalSupabase project = LocalSupabase.builder().jwt(JwtMode.HS256).start();
                var application =
                        start("SUPABASE_URL=" + project.apiUrl(), "SUPABASE_JWT_SECRET=" + project.jwtSecret())) {
            Service service = service(application);
            String token = signUp(project);

            assertThat(service.getAs(token, "/me").status()).isEqualTo(200);
            for (String path : new String[] {"/name", "/notes"}) {
                Answer answer = service.getAs(token, path);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.isProblem()).isTrue();
                assertThat(answer.json().path("detail").asString()).contains("SUPABASE_DB_URL");
            }
            assertThat(service.postAs(token, "/notes", "{\"body\": \"hers\"}").status())
                    .isEqualTo(503);
            assertThat(service.graphQlAs(token, "{ notes { id } }")
                            .json()
                            .at("/errors/0/message")
                            .asString())
                    .contains("SUPABASE_DB_URL");
        }
    }

    @Test
    void a_project_that_does_not_answer_is_no_reason_to_call_a_token_bad() {
        try (var application = start("SUPABASE_URL=http://127.0.0.1:9")) {
            Service service = service(application);
            Answer answer = service.getAs(tokenThatLooksGood("http://127.0.0.1:9/auth/v1"), "/me");

            assertThat(service.get("/open").status()).isEqualTo(200);
            assertThat(service.get("/me").status()).isEqualTo(401);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.isProblem()).isTrue();
        }
    }

    /** Only the project's signing keys could tell that its signature is none. */
    private static String tokenThatLooksGood(String issuer) {
        long now = Instant.now().getEpochSecond();
        String header = "{\"alg\":\"ES256\",\"kid\":\"b1946ac9-2f3e-4c6a-9a9e-0d7c6f1e2a3b\",\"typ\":\"JWT\"}";
        String payload = """
                {"iss":"%s","sub":"%s","aud":"authenticated","role":"authenticated","iat":%d,"exp":%d}""".formatted(issuer, UUID.randomUUID(), now, now + 3600);
        return base64(header.getBytes(UTF_8)) + "." + base64(payload.getBytes(UTF_8)) + "."
                + base64("not a signature, but sixty-four bytes that look a little like one"
                        .substring(0, 64)
                        .getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String signUp(LocalSupabase project) {
        return project.signUp("ada@example.com", "a long password", Map.of("full_name", "Ada Lovelace"))
                .accessToken();
    }

    private static Service service(ConfigurableApplicationContext application) {
        return new Service(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static ConfigurableApplicationContext start(String... variables) {
        return new SpringApplicationBuilder(NotesApplication.class)
                .run(Stream.concat(Stream.of("PORT=0"), Stream.of(variables))
                        .map(variable -> "--" + variable)
                        .toArray(String[]::new));
    }
}
