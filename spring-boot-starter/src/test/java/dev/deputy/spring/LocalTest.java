package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.SupabaseConfig;
import dev.deputy.local.LocalSupabase;
import dev.deputy.postgres.RefusedException;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nothing is set: a Supabase starts inside the process, and endpoints act in it as their callers. */
@SpringBootTest(classes = NotesApp.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class LocalTest {

    @LocalServerPort
    private int port;

    @Autowired
    private LocalSupabase supabase;

    @Autowired
    private SupabaseConfig config;

    @Autowired
    private JdbcClient jdbc;

    private Http http;
    private String ada;
    private String bob;

    @BeforeEach
    void signUp() {
        http = new Http(port);
        ada = signUp("ada");
        bob = signUp("bob");
    }

    private String signUp(String name) {
        return supabase.signUp(name + UUID.randomUUID() + "@example.com", "a long password")
                .accessToken();
    }

    @Test
    void the_application_knows_its_project() {
        assertThat(config.projectUrl()).isEqualTo(supabase.apiUrl());
        assertThat(config.publishableKey()).hasValue(supabase.publishableKey());
    }

    @Test
    void everybody_has_their_own_notes() {
        assertThat(http.post(ada, "/notes", "hers").statusCode()).isEqualTo(201);
        assertThat(http.post(bob, "/notes", "his").statusCode()).isEqualTo(201);

        assertThat(http.getAs(ada, "/notes").body()).isEqualTo("[\"hers\"]");
        assertThat(http.getAs(bob, "/notes").body()).isEqualTo("[\"his\"]");
        assertThat(http.get("/notes").statusCode()).isEqualTo(401);
    }

    @Test
    void policies_can_read_the_requests_method_and_path() {
        assertThat(http.getAs(ada, "/request?q=1").body()).isEqualTo("GET /request");
    }

    @Test
    void many_requests_at_once_never_see_somebody_elses() {
        http.post(ada, "/notes", "hers");
        http.post(bob, "/notes", "his");

        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(i -> i % 2 == 0
                                ? http.getAs(ada, "/notes").body().equals("[\"hers\"]")
                                : http.getAs(bob, "/notes").body().equals("[\"his\"]")))
                .containsOnly(true);
    }

    @Test
    void a_transaction_is_all_or_nothing() {
        assertThat(http.post(ada, "/two-notes", "fail").statusCode()).isEqualTo(500);
        assertThat(http.getAs(ada, "/notes").body()).isEqualTo("[]");

        assertThat(http.post(ada, "/two-notes", "twice").statusCode()).isEqualTo(200);
        assertThat(http.getAs(ada, "/notes").body()).isEqualTo("[\"twice\",\"twice\"]");
    }

    @Test
    void what_a_policy_or_a_missing_grant_forbids_is_a_403() {
        HttpResponse<String> notTheirs = http.post(ada, "/notes-of-somebody-else", "");
        HttpResponse<String> notGranted = http.getAs(ada, "/secrets");

        assertThat(notTheirs.statusCode()).isEqualTo(403);
        assertThat(notTheirs.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(notTheirs.body()).contains("\"code\":\"forbidden\"").doesNotContain("policy");
        assertThat(notGranted.statusCode()).isEqualTo(403);
    }

    @Test
    void an_open_endpoint_has_no_database_without_a_caller() {
        HttpResponse<String> answer = http.get("/open-notes");

        assertThat(http.get("/open").statusCode()).isEqualTo(200);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void a_thread_without_a_request_is_refused() {
        assertThatThrownBy(() ->
                        jdbc.sql("select body from notes").query(String.class).list())
                .hasCauseInstanceOf(RefusedException.class);
    }
}
