package dev.deputy.test.notes;

import dev.deputy.Caller;
import dev.deputy.test.WithCaller;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.graphql.test.autoconfigure.tester.AutoConfigureHttpGraphQlTester;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.graphql.test.tester.HttpGraphQlTester;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Over a real port: the test's clients send the caller's token. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "supabase.local.project=src/test/project")
@AutoConfigureRestTestClient
@AutoConfigureWebTestClient
@AutoConfigureHttpGraphQlTester
class RealPortCallerTest {

    @Autowired
    private RestTestClient rest;

    @Autowired
    private WebTestClient web;

    @Autowired
    private HttpGraphQlTester graphQl;

    @Test
    @WithCaller(email = "ada@example.com")
    void every_client_is_the_caller() {
        rest.get().uri("/me").exchange().expectBody(String.class).isEqualTo("ada@example.com");
        web.get().uri("/me").exchange().expectBody(String.class).isEqualTo("ada@example.com");
        graphQl.document("{ me }").execute().path("me").entity(String.class).isEqualTo("ada@example.com");
    }

    @Test
    @WithCaller(email = "ada@example.com")
    void a_request_may_be_somebody_elses(@WithCaller(email = "bob@example.com") Caller bob) {
        rest.get()
                .uri("/me")
                .headers(headers -> headers.setBearerAuth(bob.accessToken()))
                .exchange()
                .expectBody(String.class)
                .isEqualTo("bob@example.com");
    }

    @Test
    void without_a_caller_nobody_is_let_in() {
        rest.get().uri("/me").exchange().expectStatus().isUnauthorized();
        web.get().uri("/me").exchange().expectStatus().isUnauthorized();
    }
}
