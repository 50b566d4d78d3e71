package dev.deputy.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.example.notes.Service.Answer;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** All routes, on a Supabase inside this JVM. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ServiceTest {

    @LocalServerPort
    private int port;

    @Autowired
    private LocalSupabase supabase;

    private Service service;
    private Session ada;
    private Session bob;

    @BeforeEach
    void signUp() {
        service = new Service(port);
        ada = signUp("Ada Lovelace");
        bob = signUp("Bob Kahn");
    }

    private Session signUp(String name) {
        return supabase.signUp(UUID.randomUUID() + "@example.com", "a long password", Map.of("full_name", name));
    }

    @Test
    void anybody_may_read_what_is_open() {
        assertThat(service.get("/open").status()).isEqualTo(200);
        assertThat(service.get("/").header("Content-Type")).startsWith("text/html");
        assertThat(service.get("/supabase.js").status()).isEqualTo(200);
        assertThat(service.get("/config").json().path("supabaseUrl").asString())
                .isEqualTo(supabase.apiUrl().toString());
        assertThat(service.get("/config").json().path("publishableKey").asString())
                .isEqualTo(supabase.publishableKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/name", "/notes", "/my-notes", "/graphql", "/nowhere", "/error"})
    void everything_else_wants_a_token(String path) {
        Answer answer = service.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.json().path("detail").asString()).isEqualTo("Unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/me-optional", "/open", "/config", "/", "/supabase.js", "/notes", "/nowhere"})
    void a_bad_token_is_refused_everywhere(String path) {
        Answer answer = service.getAs(ada.accessToken() + "x", path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(answer.json().path("detail").asString()).isEqualTo("Invalid user token");
    }

    @Test
    void callers_see_their_claims() {
        JsonNode claims = service.getAs(ada.accessToken(), "/me").json();

        assertThat(claims.path("sub").asString()).isEqualTo(ada.userId().toString());
        assertThat(claims.path("role").asString()).isEqualTo("authenticated");
        assertThat(claims.path("user_metadata").path("full_name").asString()).isEqualTo("Ada Lovelace");
        assertThat(service.getAs(ada.accessToken(), "/me-optional").json()).isEqualTo(claims);
        assertThat(service.get("/me-optional").json().path("role").asString()).isEqualTo("anon");
    }

    @Test
    void callers_have_the_name_that_they_signed_up_with() {
        assertThat(service.getAs(ada.accessToken(), "/name").response().body())
                .isEqualTo("{\"full_name\":\"Ada Lovelace\"}");
        assertThat(service.getAs(bob.accessToken(), "/name").response().body())
                .isEqualTo("{\"full_name\":\"Bob Kahn\"}");
    }

    @Test
    void a_name_without_a_row_is_a_404_that_says_so() throws SQLException {
        try (var connection = supabase.dataSource().getConnection();
                var delete = connection.prepareStatement("delete from public.users where id = ?")) {
            delete.setObject(1, ada.userId());
            delete.executeUpdate();
        }
        Answer answer = service.getAs(ada.accessToken(), "/name");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.json().path("detail").asString()).contains("public.users");
        assertThat(answer.json().path("code").asString()).isEqualTo("no_row");
    }

    @Test
    void everybody_has_their_own_notes() {
        Answer added = service.postAs(ada.accessToken(), "/notes", "{\"body\": \"hers\"}");
        service.postAs(bob.accessToken(), "/notes", "{\"body\": \"his\"}");

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().propertyNames()).containsExactlyInAnyOrder("id", "body", "created_at");
        assertThat(service.getAs(ada.accessToken(), "/notes").json())
                .singleElement()
                .isEqualTo(added.json());
        assertThat(service.getAs(bob.accessToken(), "/notes").json())
                .singleElement()
                .satisfies(note -> assertThat(note.path("body").asString()).isEqualTo("his"));
    }

    @Test
    void everybody_has_their_own_notes_through_supabases_data_api_too() {
        service.postAs(ada.accessToken(), "/notes", "{\"body\": \"hers\"}");
        service.postAs(bob.accessToken(), "/notes", "{\"body\": \"his\"}");

        for (Session session : List.of(ada, bob)) {
            JsonNode own = service.getAs(session.accessToken(), "/notes").json();
            assertThat(own).hasSize(1);
            assertThat(service.getAs(session.accessToken(), "/my-notes").json()).isEqualTo(own);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"body\": null}",
                "{\"body\": \"\"}",
                "{\"body\": \" \\n\"}",
                "{\"body\": {}}",
                "{\"body\": \"a\\u0000b\"}",
                "[]",
                "null",
                "{",
                "text"
            })
    void a_note_without_a_body_is_a_400(String json) {
        Answer answer = service.postAs(ada.accessToken(), "/notes", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.isProblem()).isTrue();
        assertThat(service.getAs(ada.accessToken(), "/notes").json()).isEmpty();
    }

    @Test
    void a_bad_note_has_a_code_and_a_sentence() {
        Answer answer = service.postAs(ada.accessToken(), "/notes", "{}");

        assertThat(answer.json().path("code").asString()).isEqualTo("bad_note");
        assertThat(answer.json().path("detail").asString()).startsWith("A note needs a body");
    }

    @ParameterizedTest
    @ValueSource(ints = {Notes.LONGEST + 1, 1_000_000})
    void a_note_that_is_too_long_is_a_400(int length) {
        Answer answer = service.postAs(ada.accessToken(), "/notes", "{\"body\": \"" + "x".repeat(length) + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.isProblem()).isTrue();
    }

    @Test
    void the_longest_note_fits_in_any_spelling() {
        Answer answer =
                service.postAs(ada.accessToken(), "/notes", "{\"body\": \"" + "\\u20ac".repeat(Notes.LONGEST) + "\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("body").asString()).isEqualTo("€".repeat(Notes.LONGEST));
    }

    @Test
    void other_mistakes_are_problems_too() {
        String[] bearer = {"Authorization", "Bearer " + ada.accessToken(), "Content-Type", "text/plain"};

        assertThat(service.getAs(ada.accessToken(), "/nowhere").status()).isEqualTo(404);
        assertThat(service.getAs(ada.accessToken(), "/nowhere").isProblem()).isTrue();
        assertThat(service.send("DELETE", "/notes", "", bearer).status()).isEqualTo(405);
        assertThat(service.send("DELETE", "/notes", "", bearer).isProblem()).isTrue();
        assertThat(service.send("POST", "/notes", "text", bearer).status()).isEqualTo(415);
        assertThat(service.send("POST", "/notes", "text", bearer).isProblem()).isTrue();
    }

    @Test
    void graphql_knows_the_same_caller() {
        Answer added = service.graphQlAs(ada.accessToken(), "mutation { addNote(body: \"hers\") { id body } }");
        JsonNode data = service.graphQlAs(ada.accessToken(), "{ me { id email } notes { id body } }")
                .json()
                .path("data");

        assertThat(data.path("me").path("id").asString()).isEqualTo(ada.userId().toString());
        assertThat(data.path("me").path("email").asString()).endsWith("@example.com");
        assertThat(data.path("notes"))
                .singleElement()
                .isEqualTo(added.json().path("data").path("addNote"));
        assertThat(service.graphQlAs(bob.accessToken(), "{ notes { id body } }")
                        .json()
                        .path("data")
                        .path("notes"))
                .isEmpty();
    }

    @Test
    void graphql_says_what_is_wrong_with_a_note() {
        JsonNode error = service.graphQlAs(ada.accessToken(), "mutation { addNote(body: \" \") { id } }")
                .json()
                .path("errors")
                .path(0);

        assertThat(error.path("message").asString()).contains("needs a body");
        assertThat(error.path("extensions").path("classification").asString()).isEqualTo("BAD_REQUEST");
    }

    @Test
    void options_passes_without_a_token() {
        assertThat(service.send("OPTIONS", "/notes", "").status()).isEqualTo(200);
    }

    @Test
    void front_ends_of_any_origin_may_ask_and_read_the_answers() {
        Answer preflight = service.send(
                "OPTIONS",
                "/notes",
                "",
                "Origin",
                "https://front.example.com",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization, content-type, apikey, x-client-info");

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("authorization");
        assertThat(service.get("/notes", "Origin", "https://front.example.com").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }
}
