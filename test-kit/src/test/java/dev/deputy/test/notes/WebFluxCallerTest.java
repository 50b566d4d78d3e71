package dev.deputy.test.notes;

import dev.deputy.Caller;
import dev.deputy.test.WithCaller;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The same application on WebFlux, without a port. */
@SpringBootTest(properties = {"spring.main.web-application-type=reactive", "supabase.local.project=src/test/project"})
@AutoConfigureWebTestClient
@WithCaller(email = "ada@example.com")
class WebFluxCallerTest {

    @Autowired
    private WebTestClient service;

    @Test
    void the_caller_sends_the_requests() {
        service.get().uri("/me").exchange().expectBody(String.class).isEqualTo("ada@example.com");
    }

    @Test
    void a_request_may_be_somebody_elses(@WithCaller(email = "bob@example.com") Caller bob) {
        service.get()
                .uri("/me")
                .headers(headers -> headers.setBearerAuth(bob.accessToken()))
                .exchange()
                .expectBody(String.class)
                .isEqualTo("bob@example.com");
    }
}
