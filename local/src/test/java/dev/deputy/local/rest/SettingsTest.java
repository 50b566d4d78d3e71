package dev.deputy.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Settings in the code and in the database, changes of the schema while the server runs, and the root. */
class SettingsTest {

    private static RestServerRunning server;

    @BeforeAll
    static void start() {
        server = new RestServerRunning(RestSettings.standard().withMaxRows(2));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void no_answer_has_more_rows_than_the_settings_allow() throws Exception {
        assertThat(get("/books?limit=4").size()).isEqualTo(2);
        assertThat(get("/rpc/all_books").size()).isEqualTo(2);
    }

    @Test
    void a_table_and_a_foreign_key_are_there_as_soon_as_they_are_made() throws Exception {
        server.sql("create table public.shelves (id int primary key, book_id int references public.books)");
        server.sql("insert into public.shelves values (1, 1)");

        assertThat(get("/shelves?select=id,books(title)"))
                .isEqualTo(Json.parse("[{\"id\":1,\"books\":{\"title\":\"Engines\"}}]"));
    }

    @Test
    void aggregates_are_refused_unless_they_are_switched_on() throws Exception {
        assertThat(get("/books?select=count()").path("code").asString()).isEqualTo("PGRST123");
    }

    @Test
    void settings_of_the_database_come_before_those_of_the_code() {
        RestSettings settings = RestSettings.standard()
                .with(Map.of("db_aggregates_enabled", "true", "db_max_rows", "", "db_schemas", "public, archive"));

        assertThat(settings.aggregates()).isTrue();
        assertThat(settings.maxRows()).isNull();
        assertThat(settings.schemas()).containsExactly("public", "archive");
    }

    @Test
    void the_root_describes_what_the_caller_may_reach() throws Exception {
        JsonNode document = get("/");

        assertThat(document.path("definitions")
                        .path("books")
                        .path("properties")
                        .path("writer_id")
                        .path("description")
                        .asString())
                .contains("<fk table='writers' column='id'/>");
        assertThat(document.path("paths").has("/rpc/add")).isTrue();
        assertThat(document.path("definitions").has("secrets")).isFalse();
        assertThat(document.path("paths").has("/rpc/refused")).isFalse();
    }

    private static JsonNode get(String address) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url + address)).build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return Json.parse(body);
    }
}
