package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Roles and permissions from claims that the project writes, for {@code @PreAuthorize} and Spring's own rules. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "supabase.url=http://127.0.0.1:9",
            "supabase.jwt-secret=" + Issuer.SECRET,
            "supabase.authorities.roles=app_metadata.roles,user_role,https://example.com/roles",
            "supabase.authorities.permissions=app_metadata.team.permissions"
        })
class MethodSecurityTest {

    private static final Issuer ISSUER = new Issuer("http://127.0.0.1:9", Issuer.SECRET);
    private static final String STEP_UP = "Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\"";

    private static final String NOBODY_SPECIAL = token("aal1", "{}", "");
    private static final String ADMIN = token("aal1", "{\"roles\":[\"admin\"]}", "");

    private static String token(String aal, String appMetadata, String moreClaims) {
        return ISSUER.tokenOf(UUID.randomUUID(), aal, appMetadata, moreClaims);
    }

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private List<String> authorities(String token) {
        HttpResponse<String> answer = http.getAs(token, "/authorities");
        assertThat(answer.statusCode()).isEqualTo(200);
        return List.of(answer.body().split(","));
    }

    @Test
    void a_caller_has_the_role_of_the_token() {
        assertThat(authorities(NOBODY_SPECIAL)).containsExactly("ROLE_authenticated");
    }

    @Test
    void the_project_says_which_roles_and_permissions_a_user_has() {
        assertThat(authorities(token(
                        "aal1",
                        "{\"roles\":[\"admin\",\"editor\"],\"team\":{\"permissions\":[\"notes:read\",\"notes:write\"]}}",
                        "")))
                .containsExactly("ROLE_authenticated", "ROLE_admin", "ROLE_editor", "notes:read", "notes:write");
    }

    @Test
    void a_custom_access_token_hook_says_it_in_claims_of_its_own() {
        assertThat(authorities(token(
                        "aal1",
                        "{}",
                        ",\"user_role\":\"moderator\",\"https://example.com/roles\":[\"a role with blanks\"]")))
                .containsExactly("ROLE_authenticated", "ROLE_moderator", "ROLE_a role with blanks");
    }

    /** Every token of these tests says in its user_metadata that its user is an admin. */
    @Test
    void what_users_say_about_themselves_counts_nowhere() {
        assertThat(authorities(NOBODY_SPECIAL)).doesNotContain("ROLE_admin", "notes:delete");
        assertThat(http.send("DELETE", "/notes", "Authorization", "Bearer " + NOBODY_SPECIAL)
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"roles\":{\"admin\":true}}",
                "{\"roles\":[[\"admin\"],1,true,\"\",\" \"]}",
                "{\"roles\":7}",
                "{\"team\":\"permissions\"}",
                "{\"team\":{\"permissions\":\"aal2\"}}"
            })
    void what_is_no_text_is_no_role(String appMetadata) {
        assertThat(authorities(token("aal1", appMetadata, ""))).containsExactly("ROLE_authenticated");
    }

    @Test
    void a_method_can_demand_a_role() {
        HttpResponse<String> answer = http.getAs(NOBODY_SPECIAL, "/admin");

        assertThat(http.getAs(ADMIN, "/admin").statusCode()).isEqualTo(200);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"insufficient_scope\"");
    }

    @Test
    void nobody_is_asked_who_they_are_before_a_role_is_demanded_of_them() {
        assertThat(http.get("/admin").statusCode()).isEqualTo(401);
        assertThat(http.get("/open-admin").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/by-principal", "/by-authority", "/by-rule"})
    void a_second_factor_that_is_missing_is_asked_for(String path) {
        HttpResponse<String> answer = http.getAs(ADMIN, path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue(STEP_UP);
        assertThat(answer.body()).contains("\"code\":\"insufficient_aal\"");
        assertThat(http.getAs(token("aal2", "{\"roles\":[\"admin\"]}", ""), path)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void who_has_shown_a_second_factor_and_still_may_not_is_not_asked_again() {
        HttpResponse<String> answer = http.getAs(token("aal2", "{}", ""), "/by-principal");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"insufficient_scope\"");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableMethodSecurity
    @RestController
    public static class App {

        @Bean
        static SecurityFilterChain rules(HttpSecurity http) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(requests -> requests.requestMatchers("/open-admin")
                            .permitAll()
                            .requestMatchers("/by-rule")
                            .hasAuthority("aal2"))
                    .build();
        }

        @GetMapping("/authorities")
        public String authorities(Authentication authentication) {
            return String.join(
                    ",",
                    authentication.getAuthorities().stream()
                            .map(GrantedAuthority::getAuthority)
                            .toList());
        }

        @GetMapping({"/admin", "/open-admin"})
        @PreAuthorize("hasRole('admin')")
        public void admin() {}

        @GetMapping("/by-principal")
        @PreAuthorize("hasRole('admin') and principal.aal().orElse('') == 'aal2'")
        public void byPrincipal() {}

        @GetMapping("/by-authority")
        @PreAuthorize("hasAuthority('aal2')")
        public void byAuthority() {}

        @GetMapping("/by-rule")
        public void byRule() {}

        @DeleteMapping("/notes")
        @PreAuthorize("hasAuthority('notes:delete')")
        public void delete() {}
    }
}
