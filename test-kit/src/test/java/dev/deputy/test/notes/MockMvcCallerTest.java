package dev.deputy.test.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.http.MediaType.TEXT_PLAIN;

import dev.deputy.Caller;
import dev.deputy.local.LocalSupabase;
import dev.deputy.test.WithCaller;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.graphql.test.autoconfigure.tester.AutoConfigureGraphQlTester;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.graphql.test.tester.GraphQlTester;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;

/** Without a port: the caller is in the security context. */
@SpringBootTest(properties = "supabase.local.project=src/test/project")
@AutoConfigureMockMvc
@AutoConfigureGraphQlTester
@WithCaller(email = "ada@example.com")
class MockMvcCallerTest {

    @Autowired
    private MockMvcTester service;

    @Autowired
    private GraphQlTester graphQl;

    @Autowired
    private Notes notes;

    @Test
    void the_caller_sends_the_requests() {
        assertThat(service.get().uri("/me")).hasStatusOk().hasBodyTextEqualTo("ada@example.com");
    }

    @Test
    @WithCaller
    void rows_are_theirs() {
        assertThat(service.post().uri("/notes").contentType(TEXT_PLAIN).content("hers"))
                .hasStatusOk();

        assertThat(notes.mine()).containsExactly("hers");
        assertThat(service.get().uri("/notes")).hasBodyTextEqualTo("[\"hers\"]");
    }

    @Test
    void graphql_without_http_knows_them() {
        GraphQlTester patient =
                graphQl.mutate().responseTimeout(Duration.ofMinutes(1)).build();
        patient.document("{ me }").execute().path("me").entity(String.class).isEqualTo("ada@example.com");
    }

    @Test
    @WithCaller(appMetadata = "{tenant: 'acme'}")
    void metadata_decide() {
        assertThat(notes.secret()).isEqualTo("acme's");
    }

    @Test
    void and_their_absence_too() {
        assertThatThrownBy(notes::secret).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void a_parameter_is_the_caller_or_somebody_else(
            Caller ada, @WithCaller(email = "bob@example.com") Caller bob, @Autowired LocalSupabase supabase) {
        assertThat(ada.email()).hasValue("ada@example.com");
        assertThat(bob.email()).hasValue("bob@example.com");
        assertThat(service.get().uri("/me").header("Authorization", "Bearer " + bob.accessToken()))
                .hasBodyTextEqualTo("bob@example.com");
        assertThat(JdbcClient.create(supabase.dataSource())
                        .sql("select user_id from auth.sessions where id = ?")
                        .param(ada.sessionId().orElseThrow())
                        .query(UUID.class)
                        .single())
                .isEqualTo(ada.userId());
    }

    @Nested
    class Within {

        @Test
        void it_is_the_same_caller(@Autowired MockMvcTester service) {
            assertThat(service.get().uri("/me")).hasBodyTextEqualTo("ada@example.com");
        }
    }

    @Nested
    @Transactional
    class InATransaction {

        @Test
        void the_transaction_is_the_callers(@Autowired Notes notes) {
            notes.add("for a moment");
            assertThat(notes.mine()).containsExactly("for a moment");
        }

        @Test
        void and_is_rolled_back(@Autowired Notes notes) {
            assertThat(notes.mine()).isEmpty();
        }
    }
}
