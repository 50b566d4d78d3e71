package dev.deputy.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What PostgREST 13 and 14 have and 12.0, which DifferentialTest compares with, has not. */
class NewerVersionsTest {

    private static RestServerRunning server;
    private static RestClient client;

    @BeforeAll
    static void start() {
        server = new RestServerRunning(RestServerRunning.SETTINGS);
        client = new RestClient(server);
        server.sql("""
                create function public.nearest(w public.writers) returns public.books stable language sql
                    as $$ select * from public.books where writer_id = w.id order by id limit 1 $$;
                create function public.unnamed() returns text immutable language sql as $$ select 'none' $$;
                create function public.unnamed(int) returns text immutable language sql as $$ select 'int' $$;
                create function public.unnamed(text) returns text immutable language sql as $$ select 'text ' || $1 $$;
                """);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_resource_of_many_rows_is_spread_into_arrays_one_for_each_column() {
        assertThat(client.body(
                        "/writers?select=name,...books!writer_id(titles:title,pages)&order=id&books.order=pages"))
                .isEqualTo("""
                        [{"name":"Ada","titles":["Poems", "Engines"],"pages":[90, 320]}, \n \
                        {"name":"Bo","titles":["Under_score", "Northern 100%"],"pages":[250, 500]}, \n \
                        {"name":"Cy, \\"the pen\\"","titles":[],"pages":[]}, \n {"name":"Dé","titles":[],"pages":[]}]""");
    }

    @Test
    void it_may_be_limited_filtered_nested_and_stand_for_what_there_must_be() {
        assertThat(client.json("/writers?select=...books!writer_id(id)&id=eq.1&books.limit=1&books.order=id.desc")
                        .toString())
                .isEqualTo("[{\"id\":[2]}]");
        assertThat(client.json("/writers?select=name,...books!writer_id!inner(id)&books.pages=gt.400")
                        .toString())
                .isEqualTo("[{\"name\":\"Bo\",\"id\":[3]}]");
        assertThat(client.json("/writers?select=name,...books!writer_id()&books=is.null&order=id")
                        .findValuesAsString("name"))
                .containsExactly("Cy, \"the pen\"", "Dé");
        assertThat(client.json("/writers?select=...books!writer_id(b:id,...covers(colour),reviews(stars))&id=eq.1")
                        .toString())
                .isEqualTo("[{\"b\":[1,2],\"colour\":[\"red\",\"blue\"],"
                        + "\"reviews\":[[{\"stars\":5},{\"stars\":3}],[{\"stars\":4}]]}]");
        assertThat(client.json("/books?select=title,...genres(genres:name)&id=eq.3&genres.order=name")
                        .toString())
                .isEqualTo("[{\"title\":\"Northern 100%\",\"genres\":[\"science\",\"travel\"]}]");
        assertThat(client.json("/covers?select=colour,...books(title,...reviews(stars))&book_id=eq.1")
                        .toString())
                .isEqualTo("[{\"colour\":\"red\",\"title\":\"Engines\",\"stars\":[5,3]}]");
    }

    @Test
    void aggregates_in_such_a_spread_are_refused() {
        RestClient.Got got = client.header("/writers?select=name,...books!writer_id(pages.sum())", "X", "y");

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json().path("code").asString()).isEqualTo("PGRST127");
    }

    @Test
    void a_function_that_returns_one_row_is_a_relationship_to_one() {
        assertThat(client.json("/writers?select=name,nearest(title)&id=in.(1,3)&order=id")
                        .toString())
                .isEqualTo("[{\"name\":\"Ada\",\"nearest\":{\"title\":\"Engines\"}},"
                        + "{\"name\":\"Cy, \\\"the pen\\\"\",\"nearest\":{\"title\":null}}]");
    }

    @Test
    void of_functions_whose_parameter_has_no_name_those_count_that_can_take_a_body() {
        assertThat(client.send("POST", "/rpc/unnamed", "{}", Map.of()).body()).isEqualTo("\"none\"");
        assertThat(client.send("POST", "/rpc/unnamed", "{\"\":1}", Map.of()).body())
                .isEqualTo("\"text {\\\"\\\":1}\"");
    }

    @Test
    void text_and_json_are_searched_as_text_is() {
        assertThat(client.json("/books?select=id&title=fts(english).poem").size())
                .isEqualTo(1);
        assertThat(client.json("/writers?select=id&bio=fts(simple).london").size())
                .isEqualTo(1);
        assertThat(client.json("/writers?select=id&bio-%3Ehome-%3E%3Ecity=plfts.oslo")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void too_many_affected_rows_are_refused_and_so_is_a_function_whose_rows_cannot_be_counted() {
        Map<String, String> headers = Map.of("Prefer", "handling=strict, max-affected=1, return=representation");

        RestClient.Got many = client.send("PATCH", "/words", "{\"note\":\"x\"}", headers);
        RestClient.Got one = client.send("PATCH", "/words?word=eq.alpha", "{\"note\":\"x\"}", headers);
        RestClient.Got function = client.send("POST", "/rpc/add", "{\"a\":1,\"b\":2}", headers);
        RestClient.Got lenient = client.send("PATCH", "/words", "{\"note\":\"x\"}", Map.of("Prefer", "max-affected=1"));

        assertThat(many.json().path("code").asString()).isEqualTo("PGRST124");
        assertThat(many.json().path("details").asString()).isEqualTo("The query affects 2 rows");
        assertThat(one.header("Preference-Applied")).contains("max-affected=1");
        assertThat(function.json().path("code").asString()).isEqualTo("PGRST128");
        assertThat(lenient.status()).isEqualTo(204);
    }

    @Test
    void an_error_says_in_a_header_who_speaks() {
        assertThat(client.header("/nope", "X", "y").header("Proxy-Status")).isEqualTo("PostgREST; error=PGRST205");
        assertThat(client.header("/books?id=eq.x", "X", "y").header("Proxy-Status"))
                .isEqualTo("PostgREST; error=22P02");
    }

    @Test
    void what_one_role_may_call_is_no_help_to_another() {
        for (int i = 0; i < 20; i++) { // a statement that is asked for often is kept, and so is its plan
            assertThat(client.as("service", "/rpc/refused").body()).isEqualTo("1");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(client.status("/rpc/refused")).isEqualTo(401);
        }
    }
}
