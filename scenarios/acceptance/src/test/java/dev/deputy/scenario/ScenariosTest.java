package dev.deputy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.Session;
import dev.deputy.scenario.Service.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of @supabase/server's end-to-end tests, and a little more, over HTTP against each application. */
@ParameterizedClass
@MethodSource("applications")
class ScenariosTest {

    static Stream<Application> applications() {
        return JavaHome.all().stream()
                .flatMap(java -> Stream.of("mvc", "mvc-virtual", "webflux", "graphql", "boot35-mvc", "boot35-webflux")
                        .map(name -> new Application(name, java)));
    }

    private static final Project project = Project.running();

    @BeforeParameterizedClassInvocation
    static void start(Application application) {
        application.start(project);
    }

    private final Service service;
    private final Session ada = project.newUser("ada");
    private final Session bob = project.newUser("bob");

    ScenariosTest(Application application) {
        this.service = application.service();
    }

    @Test
    void health_is_public() {
        assertThat(service.get("/health")).isEqualTo(new Answer(200, "{\"status\":\"ok\"}"));
    }

    @Test
    void without_a_token_nobody_is_let_in() {
        for (String path : List.of("/me", "/notes", "/my-notes", "/all-notes")) {
            assertThat(service.get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(service.postAs(null, "/notes", Map.of("body", "nobody's")).status())
                .isEqualTo(401);
    }

    @Test
    void a_bad_token_is_refused_also_where_none_is_needed() {
        for (String bad : List.of(
                "not-a-real-jwt", Project.forged(ada.accessToken()), project.expiredTokenOf(ada), ada.refreshToken())) {
            for (String path : List.of("/me", "/me-optional", "/my-notes", "/health")) {
                assertThat(service.getAs(bad, path).status()).as(path).isEqualTo(401);
            }
        }
    }

    @Test
    void me_is_the_caller() {
        Answer answer = service.getAs(ada.accessToken(), "/me");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(service.getAs(ada.accessToken(), "/me-optional").json());
        assertThat(answer.json().path("userClaims").properties())
                .extracting(claim -> claim.getKey() + "=" + claim.getValue().asString())
                .containsExactlyInAnyOrder("id=" + ada.userId(), "email=" + ada.email(), "role=authenticated");
    }

    @Test
    void me_optional_is_nobody_without_a_token() {
        assertThat(service.get("/me-optional")).isEqualTo(new Answer(200, "{\"userClaims\":null}"));
    }

    @Test
    void a_preflight_needs_no_token() {
        assertThat(service.send("OPTIONS", "/me", null, "").status()).isEqualTo(200);
    }

    @Test
    void a_note_is_the_callers() {
        Answer created = service.postAs(ada.accessToken(), "/notes", Map.of("body", "hers"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().propertyNames()).containsExactlyInAnyOrder("id", "user_id", "body");
        assertThat(created.json().path("user_id").asString())
                .isEqualTo(ada.userId().toString());
        assertThat(created.json().path("body").asString()).isEqualTo("hers");
    }

    @Test
    void a_note_without_a_body_is_a_bad_request() {
        for (String bad : List.of("", "{}", "{\"body\":null}", "{\"body\":\"\"}", "{", "[]")) {
            assertThat(service.send("POST", "/notes", ada.accessToken(), bad).status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void everybody_reads_their_own_notes_only() {
        String hers = add(ada);
        String his = add(bob);
        for (String path : List.of("/notes", "/my-notes")) {
            assertThat(service.getAs(ada.accessToken(), path).all("id"))
                    .as(path)
                    .containsExactly(hers);
            assertThat(service.getAs(bob.accessToken(), path).all("id"))
                    .as(path)
                    .containsExactly(his);
        }
    }

    @Test
    void the_secret_key_reads_all() {
        String hers = add(ada);
        String his = add(bob);
        assertThat(service.getAs(bob.accessToken(), "/all-notes").all("id")).contains(hers, his);
        assertThat(service.getAs(bob.accessToken(), "/my-notes").all("id")).containsExactly(his);
    }

    private String add(Session user) {
        return service.postAs(user.accessToken(), "/notes", Map.of("body", "a note"))
                .json()
                .path("id")
                .asString();
    }
}
