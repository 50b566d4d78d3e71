package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.client.Supabase;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.stereotype.Controller;

/** Fields that Supabase's APIs or the database refuse, in an application whose GraphQL endpoint is open to all. */
class GraphQlRefusalsTest {

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "REACTIVE"})
    void a_refusal_becomes_an_error_that_says_which(WebApplicationType type) throws Exception {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .web(type)
                .run("--server.port=0", "--spring.graphql.schema.locations=classpath:interleaved/")) {
            int port = BothStacksApp.http(application).port();
            String ada = application
                    .getBean(LocalSupabase.class)
                    .signInAs(Person.of("ada@example.com"))
                    .accessToken();

            assertThat(ask(port, ada, "{ notes }")).isEqualTo("{\"data\":{\"notes\":[]}}");
            assertThat(ask(port, null, "{ notes }"))
                    .contains("\"classification\":\"UNAUTHORIZED\"", "\"code\":\"missing_credentials\"");
            assertThat(ask(port, ada, "mutation { addForSomebodyElse }"))
                    .contains("\"classification\":\"FORBIDDEN\"", "\"code\":\"forbidden\"")
                    .doesNotContain("policy");
            assertThat(ask(port, ada, "{ secret }"))
                    .contains("\"classification\":\"FORBIDDEN\"", "\"code\":\"forbidden\"");
            assertThat(ask(port, null, "{ secret }"))
                    .contains("\"classification\":\"UNAUTHORIZED\"", "\"code\":\"missing_credentials\"");
        }
    }

    private static String ask(int port, @Nullable String token, String query) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"" + query + "\"}"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Fields.class, Servlets.class, Reactive.class})
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlets {
        @Bean
        SecurityFilterChain rules(HttpSecurity http) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(
                            requests -> requests.requestMatchers("/graphql").permitAll())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {
        @Bean
        SecurityWebFilterChain rules(ServerHttpSecurity http, SupabaseWebFlux supabase) {
            return supabase.guard(http)
                    .authorizeExchange(
                            exchanges -> exchanges.pathMatchers("/graphql").permitAll())
                    .build();
        }
    }

    @Controller
    static class Fields {

        private final Supabase supabase;
        private final JdbcClient jdbc;

        Fields(Supabase supabase, JdbcClient jdbc) {
            this.supabase = supabase;
            this.jdbc = jdbc;
        }

        @QueryMapping
        List<String> notes() {
            return supabase.from("notes").select("body").list().stream()
                    .map(row -> String.valueOf(row.get("body")))
                    .toList();
        }

        @QueryMapping
        String secret() {
            return String.valueOf(
                    jdbc.sql("select id from secrets").query(Long.class).list());
        }

        @MutationMapping
        String addForSomebodyElse() {
            supabase.from("notes")
                    .insert(Map.of("user_id", UUID.randomUUID(), "body", "not mine"))
                    .execute();
            return "added";
        }
    }
}
