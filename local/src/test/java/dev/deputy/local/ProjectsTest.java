package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Projects as they grow in a year: dozens of migrations, roles, seeds, and what they expect of a hosted database. */
class ProjectsTest {

    private static final Path PROJECTS = Path.of("src/test/resources/projects");

    @Test
    void a_project_for_teams_runs() throws SQLException {
        try (LocalSupabase supabase =
                LocalSupabase.builder().project(PROJECTS.resolve("teams")).start()) {
            assertThat(ask(supabase, "select count(*) from supabase_migrations.schema_migrations"))
                    .isEqualTo("30");
            assertThat(ask(supabase, "select string_agg(path, ' ' order by path) from supabase_migrations.seed_files"))
                    .isEqualTo("supabase/roles.sql supabase/seed.sql supabase/seeds/01_users.sql"
                            + " supabase/seeds/02_organisations.sql");
            Session ada = supabase.signIn("ada@example.com", "correct horse");
            Session dora = supabase.signUp("dora@example.com", "correct horse", java.util.Map.of("full_name", "Dora"));
            assertThat(get(supabase, ada, "open_tasks?select=title,list_title").toString())
                    .isEqualTo("[{\"title\":\"Try; it\",\"list_title\":\"First\"}]");
            assertThat(get(supabase, dora, "open_tasks").isEmpty()).isTrue();
            assertThat(get(supabase, dora, "profiles?select=full_name&id=eq." + dora.userId())
                            .toString())
                    .isEqualTo("[{\"full_name\":\"Dora\"}]");
            assertThat(get(supabase, ada, "rpc/search_tasks?words=try&select=title")
                            .size())
                    .isEqualTo(1);
            assertThat(ask(supabase, "select count(*) from private.audit")).isEqualTo("2");
        }
    }

    @Test
    void a_project_for_a_shop_runs() throws SQLException {
        try (LocalSupabase supabase =
                LocalSupabase.builder().project(PROJECTS.resolve("shop")).start()) {
            assertThat(ask(supabase, "select count(*) from supabase_migrations.schema_migrations"))
                    .isEqualTo("26");
            Session ada = supabase.signUp("ada@example.com", "correct horse");
            assertThat(get(supabase, ada, "products?select=name,categories(name),rating&search=fts.cafe")
                            .size())
                    .isEqualTo(5);
            assertThat(get(supabase, ada, "customers?select=email").toString())
                    .isEqualTo("[{\"email\":\"ada@example.com\"}]");
            assertThat(ask(supabase, "select count(*) from storage.buckets where id = 'pictures'"))
                    .isEqualTo("1");
        }
    }

    private static JsonNode get(LocalSupabase supabase, Session session, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(supabase.apiUrl() + "/rest/v1/" + path))
                .header("apikey", supabase.publishableKey())
                .header("Authorization", "Bearer " + session.accessToken())
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.parse(response.body());
    }

    private static String ask(LocalSupabase supabase, String sql) throws SQLException {
        try (Connection connection = supabase.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }
}
