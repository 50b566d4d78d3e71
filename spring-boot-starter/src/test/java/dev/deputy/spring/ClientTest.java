package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.client.AdminSupabase;
import dev.deputy.client.Supabase;
import dev.deputy.client.SupabaseClient;
import dev.deputy.local.LocalSupabase;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The client in Spring: as the current caller, and past row level security where a secret key is set. */
@SpringBootTest(classes = ClientTest.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ClientTest {

    @EnableAutoConfiguration
    @RestController
    static class Application {

        private final Supabase supabase;

        Application(Supabase supabase) {
            this.supabase = supabase;
        }

        @Bean
        static SecurityFilterChain rules(HttpSecurity http) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(
                            requests -> requests.requestMatchers("/open-notes").permitAll())
                    .build();
        }

        @GetMapping({"/notes", "/open-notes"})
        List<String> notes() {
            return supabase.from("notes").select("body").order("id").list().stream()
                    .map(row -> String.valueOf(row.get("body")))
                    .toList();
        }

        @GetMapping("/notes-by-argument")
        Callable<Integer> count(Supabase caller) {
            return () -> caller.from("notes").select().list().size();
        }

        @PostMapping("/notes")
        void add(@RequestBody String body) {
            supabase.from("notes").insert(Map.of("body", body)).execute();
        }

        @PostMapping("/notes-of-somebody-else")
        void addForSomebodyElse(@AuthenticationPrincipal Caller caller) {
            supabase.from("notes")
                    .insert(Map.of("user_id", UUID.randomUUID(), "body", "not mine"))
                    .execute();
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private LocalSupabase local;

    @Autowired
    private Supabase supabase;

    @Autowired
    private AdminSupabase admin;

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
        return local.signUp(name + UUID.randomUUID() + "@example.com", "a long password")
                .accessToken();
    }

    @Test
    void everybody_has_their_own_notes() {
        assertThat(http.post(ada, "/notes", "hers").statusCode()).isEqualTo(200);
        assertThat(http.post(bob, "/notes", "his").statusCode()).isEqualTo(200);

        assertThat(IntStream.range(0, 100)
                        .parallel()
                        .mapToObj(i -> i % 2 == 0
                                ? http.getAs(ada, "/notes").body().equals("[\"hers\"]")
                                : http.getAs(bob, "/notes").body().equals("[\"his\"]")))
                .containsOnly(true);
        assertThat(http.getAs(ada, "/notes-by-argument").body()).isEqualTo("1");
        assertThat(http.get("/notes-by-argument").statusCode()).isEqualTo(401);
        assertThat(admin.from("notes").select().count()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void what_a_policy_forbids_is_a_403() {
        HttpResponse<String> answer = http.post(ada, "/notes-of-somebody-else", "");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"forbidden\"").doesNotContain("policy");
    }

    @Test
    void nobody_becomes_anonymous_by_mistake() {
        assertThat(http.get("/open-notes").statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> supabase.from("notes").select().list())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("as(caller)");
    }

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withUserConfiguration(Everything.class)
            .withClassLoader(
                    new FilteredClassLoader("org.hibernate", "jakarta.persistence", "org.springframework.data"))
            .withPropertyValues("supabase.url=https://abc.supabase.co");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}

    @Test
    void a_configuration_of_the_applications_own_needs_no_secret_key() {
        new WebApplicationContextRunner()
                .withUserConfiguration(Everything.class)
                .withClassLoader(new FilteredClassLoader(
                        "dev.deputy.local", "org.hibernate", "jakarta.persistence", "org.springframework.data"))
                .withBean(SupabaseConfig.class, () -> SupabaseConfig.builder(URI.create("https://abc.supabase.co"))
                        .build())
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Supabase.class));
    }

    @Test
    void who_may_everything_is_there_only_with_a_secret_key() {
        application.run(context -> assertThat(context)
                .hasSingleBean(SupabaseClient.class)
                .hasSingleBean(Supabase.class)
                .doesNotHaveBean(AdminSupabase.class));
        application
                .withPropertyValues("supabase.secret-key=sb_secret_AAAAAAAAAAAAAAAAAAAAAA_7kiRrkbS")
                .run(context -> assertThat(context).hasSingleBean(AdminSupabase.class));
    }

    @Test
    void without_the_client_nothing_of_it_is_there() {
        application
                .withClassLoader(new FilteredClassLoader(
                        "dev.deputy.client", "org.hibernate", "jakarta.persistence", "org.springframework.data"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ClientRefusals.class));
    }
}
