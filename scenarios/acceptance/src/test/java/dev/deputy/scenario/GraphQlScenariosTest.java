package dev.deputy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.Session;
import dev.deputy.scenario.Service.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The list as GraphQL, over HTTP and over WebSocket. */
@ParameterizedClass
@MethodSource("applications")
class GraphQlScenariosTest {

    static Stream<Application> applications() {
        return JavaHome.all().stream().map(java -> new Application("graphql", java));
    }

    private static final Project project = Project.running();

    @BeforeParameterizedClassInvocation
    static void start(Application application) {
        application.start(project);
    }

    private final Service service;
    private final Session ada = project.newUser("ada");
    private final Session bob = project.newUser("bob");

    GraphQlScenariosTest(Application application) {
        this.service = application.service();
    }

    @Test
    void health_is_public() {
        assertThat(ask(null, "{ health }").at("/data/health").asString()).isEqualTo("ok");
    }

    @Test
    void a_field_that_wants_a_caller_is_unauthorized_without_a_token() {
        for (String field : List.of("me { id }", "notes { id }", "myNotes { id }", "allNotes { id }")) {
            JsonNode answer = ask(null, "{ " + field + " }");
            assertThat(errorType(answer)).as(field).isEqualTo("UNAUTHORIZED");
            assertThat(answer.path("data").isNull()).as(field).isTrue();
        }
        assertThat(errorType(ask(null, "mutation { addNote(body: \"nobody's\") { id } }")))
                .isEqualTo("UNAUTHORIZED");
    }

    @Test
    void a_bad_token_is_refused_also_where_none_is_needed() {
        for (String bad : List.of("not-a-real-jwt", Project.forged(ada.accessToken()), project.expiredTokenOf(ada))) {
            assertThat(post(bad, "{ health }").status()).isEqualTo(401);
            assertThat(post(bad, "{ meOptional { id } }").status()).isEqualTo(401);
        }
    }

    @Test
    void me_is_the_caller() {
        JsonNode data = ask(ada, "{ me { id email role } meOptional { id email role } }")
                .path("data");
        assertThat(data.path("me").properties())
                .extracting(claim -> claim.getKey() + "=" + claim.getValue().asString())
                .containsExactly("id=" + ada.userId(), "email=" + ada.email(), "role=authenticated");
        assertThat(data.path("meOptional")).isEqualTo(data.path("me"));
    }

    @Test
    void me_optional_is_nobody_without_a_token() {
        assertThat(post(null, "{ meOptional { id } }")).isEqualTo(new Answer(200, "{\"data\":{\"meOptional\":null}}"));
    }

    @Test
    void a_note_is_the_callers() {
        JsonNode note = ask(ada, "mutation { addNote(body: \"hers\") { id user_id body } }")
                .at("/data/addNote");
        assertThat(note.path("user_id").asString()).isEqualTo(ada.userId().toString());
        assertThat(note.path("body").asString()).isEqualTo("hers");
    }

    @Test
    void a_note_without_a_body_is_a_bad_request() {
        assertThat(errorType(ask(ada, "mutation { addNote(body: \"\") { id } }")))
                .isEqualTo("BAD_REQUEST");
        assertThat(errorType(ask(ada, "mutation { addNote { id } }"))).isEqualTo("ValidationError");
    }

    @Test
    void everybody_reads_their_own_notes_only() {
        String hers = add(ada);
        String his = add(bob);
        for (String field : List.of("notes", "myNotes")) {
            assertThat(ids(ada, field)).as(field).containsExactly(hers);
            assertThat(ids(bob, field)).as(field).containsExactly(his);
        }
    }

    @Test
    void the_secret_key_reads_all() {
        String hers = add(ada);
        String his = add(bob);
        assertThat(ids(bob, "allNotes")).contains(hers, his);
        assertThat(ids(bob, "myNotes")).containsExactly(his);
    }

    @Test
    void each_operation_on_a_websocket_is_its_callers() {
        String hers = add(ada);
        String his = add(bob);
        try (GraphQlSocket adas = GraphQlSocket.open(service, ada.accessToken());
                GraphQlSocket bobs = GraphQlSocket.open(service, bob.accessToken())) {
            assertThat(adas.ask("{ me { email } }").at("/data/me/email").asString())
                    .isEqualTo(ada.email());
            for (String field : List.of("notes", "myNotes")) {
                assertThat(adas.ask("{ " + field + " { id } }")
                                .at("/data/" + field + "/0/id")
                                .asString())
                        .isEqualTo(hers);
                assertThat(bobs.ask("{ " + field + " { id } }")
                                .at("/data/" + field + "/0/id")
                                .asString())
                        .isEqualTo(his);
            }
            assertThat(Service.all(bobs.ask("{ allNotes { id } }").at("/data/allNotes"), "id"))
                    .contains(hers, his);
            assertThat(adas.ask("mutation { addNote(body: \"hers\") { user_id } }")
                            .at("/data/addNote/user_id")
                            .asString())
                    .isEqualTo(ada.userId().toString());
            assertThat(errorType(adas.ask("mutation { addNote(body: \"\") { id } }")))
                    .isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    void a_websocket_without_a_token_or_with_a_bad_one_is_closed() {
        assertThat(GraphQlSocket.refusal(service, null)).isEqualTo(4401);
        for (String bad : List.of("not-a-real-jwt", Project.forged(ada.accessToken()), project.expiredTokenOf(ada))) {
            assertThat(GraphQlSocket.refusal(service, bad)).isEqualTo(4403);
        }
    }

    private String add(Session user) {
        return ask(user, "mutation { addNote(body: \"a note\") { id } }")
                .at("/data/addNote/id")
                .asString();
    }

    private List<String> ids(Session user, String field) {
        return Service.all(ask(user, "{ " + field + " { id } }").path("data").path(field), "id");
    }

    private JsonNode ask(@Nullable Session user, String query) {
        Answer answer = post(user == null ? null : user.accessToken(), query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private Answer post(@Nullable String token, String query) {
        return service.postAs(token, "/graphql", Map.of("query", query));
    }

    private static String errorType(JsonNode answer) {
        return answer.at("/errors/0/extensions/classification").asString();
    }
}
