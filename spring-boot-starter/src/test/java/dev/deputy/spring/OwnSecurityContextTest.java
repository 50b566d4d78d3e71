package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.Caller;
import dev.deputy.local.LocalSupabase;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The application keeps the security context elsewhere than Spring Security does by itself. */
@SpringBootTest(
        classes = {NotesApp.class, OwnSecurityContextTest.Own.class},
        webEnvironment = WebEnvironment.RANDOM_PORT)
class OwnSecurityContextTest {

    @LocalServerPort
    private int port;

    @Autowired
    private LocalSupabase supabase;

    private Http http;
    private String token;

    @BeforeEach
    void signUp() {
        http = new Http(port);
        token = supabase.signUp(UUID.randomUUID() + "@example.com", "a long password")
                .accessToken();
    }

    @Test
    void sql_acts_as_the_caller() {
        assertThat(http.post(token, "/notes", "hers").statusCode()).isEqualTo(201);
        assertThat(http.getAs(token, "/notes").body()).isEqualTo("[\"hers\"]");
    }

    @Test
    void what_a_caller_may_not_do_is_a_403() {
        assertThat(http.getAs(token, "/secrets").statusCode()).isEqualTo(403);
    }

    @Test
    void an_optional_caller_is_there() {
        assertThat(http.getAs(token, "/is-known").body()).isEqualTo("true");
    }

    @Configuration(proxyBeanMethods = false)
    @RestController
    static class Own {

        @GetMapping("/is-known")
        boolean isKnown(@AuthenticationPrincipal Optional<Caller> caller) {
            return caller.isPresent();
        }

        @Bean
        static SecurityContextHolderStrategy ownHolder() {
            return new OwnHolder();
        }
    }

    private static final class OwnHolder implements SecurityContextHolderStrategy {

        private final ThreadLocal<SecurityContext> contexts = ThreadLocal.withInitial(SecurityContextImpl::new);

        @Override
        public SecurityContext getContext() {
            return contexts.get();
        }

        @Override
        public void setContext(SecurityContext context) {
            contexts.set(context);
        }

        @Override
        public void clearContext() {
            contexts.remove();
        }

        @Override
        public SecurityContext createEmptyContext() {
            return new SecurityContextImpl();
        }
    }
}
