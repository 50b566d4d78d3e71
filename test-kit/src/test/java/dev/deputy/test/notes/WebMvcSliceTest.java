package dev.deputy.test.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.LocalSupabase;
import dev.deputy.test.TestIssuer;
import dev.deputy.test.TestToken;
import dev.deputy.test.WithCaller;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** One controller, and neither a database nor a server: the tokens are a {@link TestIssuer}'s. */
@WebMvcTest({MeController.class, ProjectController.class})
class WebMvcSliceTest {

    @Autowired
    private MockMvcTester service;

    @Test
    @WithCaller(email = "ada@example.com")
    void the_caller_sends_the_requests() {
        assertThat(service.get().uri("/me")).hasStatusOk().hasBodyTextEqualTo("ada@example.com");
    }

    @Test
    void tokens_good_and_bad_go_through_the_real_filter(@Autowired TestIssuer issuer) {
        TestToken bob = issuer.token().email("bob@example.com");

        assertThat(service.get().uri("/me").header("Authorization", bob.bearer()))
                .hasBodyTextEqualTo("bob@example.com");
        assertThat(service.get()
                        .uri("/me")
                        .header("Authorization", bob.expired().bearer()))
                .hasStatus(401);
        assertThat(service.get().uri("/me")).hasStatus(401);
    }

    @Test
    @WithCaller
    void supabase_is_an_argument() {
        assertThat(service.get().uri("/project")).hasStatusOk().hasBodyTextEqualTo("Table");
    }

    @Test
    @WithCaller
    void a_webhook_without_a_signature_is_refused() {
        assertThat(service.post().uri("/hooks/send-email?user=ada")).hasStatus(401);
    }

    @Test
    void nothing_else_has_started(@Autowired ApplicationContext context) {
        assertThat(context.getBeansOfType(LocalSupabase.class)).isEmpty();
    }
}
