package dev.deputy.test.notes;

import dev.deputy.test.TestIssuer;
import dev.deputy.test.WithCaller;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.test.web.reactive.server.WebTestClient;

/** One controller on WebFlux, and neither a database nor a server. */
@WebFluxTest({MeController.class, ProjectController.class})
class WebFluxSliceTest {

    @Autowired
    private WebTestClient service;

    @Test
    @WithCaller(email = "ada@example.com")
    void the_caller_sends_the_requests() {
        service.get().uri("/me").exchange().expectBody(String.class).isEqualTo("ada@example.com");
    }

    @Test
    void tokens_good_and_bad_go_through_the_real_filter(@Autowired TestIssuer issuer) {
        String expired = issuer.token().expired().compact();

        service.get()
                .uri("/me")
                .headers(headers -> headers.setBearerAuth(expired))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    @WithCaller
    void supabase_is_an_argument() {
        service.get().uri("/project").exchange().expectBody(String.class).isEqualTo("Table");
    }

    @Test
    @WithCaller
    void a_webhook_without_a_signature_is_refused() {
        service.post()
                .uri("/hooks/send-email?user=ada")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }
}
