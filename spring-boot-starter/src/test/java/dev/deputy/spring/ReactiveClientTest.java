package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.client.Supabase;
import dev.deputy.client.SupabaseClient;
import dev.deputy.client.Transport;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Person;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Supabase's APIs and SQL as the caller, in a reactive application. */
@SpringBootTest(
        classes = ReactiveClientTest.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.main.web-application-type=reactive")
class ReactiveClientTest {

    private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);
    private static final Map<String, HttpHeaders> LAST_SENT = new ConcurrentHashMap<>();

    @EnableAutoConfiguration
    @RestController
    static class Application {

        private final Supabase supabase;
        private final JdbcClient jdbc;

        Application(Supabase supabase, JdbcClient jdbc) {
            this.supabase = supabase;
            this.jdbc = jdbc;
        }

        @Bean
        static SecurityWebFilterChain rules(ServerHttpSecurity http, SupabaseWebFlux supabase) {
            return supabase.guard(http)
                    .authorizeExchange(exchanges -> exchanges
                            .pathMatchers("/open-notes", "/open-sql")
                            .permitAll()
                            .anyExchange()
                            .authenticated())
                    .build();
        }

        @Bean
        static Transport remembering() {
            Transport transport = Transport.connectingWithin(Duration.ofSeconds(5));
            return request -> {
                LAST_SENT.put("", request.headers());
                return transport.send(request);
            };
        }

        /** What Micrometer Tracing does with a request that is sent. */
        @Bean
        static ObservationRegistry tracing() {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(new ObservationHandler<SenderContext<Object>>() {
                @Override
                public void onStart(SenderContext<Object> context) {
                    context.getSetter().set(context.getCarrier(), "traceparent", "00-one-two-01");
                    context.getSetter().set(context.getCarrier(), "Authorization", "Bearer of the trace");
                }

                @Override
                public boolean supportsContext(Observation.Context context) {
                    return context instanceof SenderContext;
                }
            });
            return registry;
        }

        private static List<String> bodies(Supabase supabase) {
            return supabase.from("notes").select("body").order("id").list().stream()
                    .map(row -> String.valueOf(row.get("body")))
                    .toList();
        }

        @GetMapping({"/notes", "/open-notes"})
        Mono<List<String>> notes() {
            return Mono.fromCallable(() -> bodies(supabase)).subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/notes-by-argument")
        Mono<List<String>> notes(Supabase caller) {
            return Mono.fromCallable(() -> bodies(caller)).subscribeOn(Schedulers.boundedElastic());
        }

        @PostMapping("/notes")
        Mono<Void> add(@RequestBody String body, Supabase caller) {
            return Mono.fromRunnable(() ->
                            caller.from("notes").insert(Map.of("body", body)).execute())
                    .subscribeOn(Schedulers.boundedElastic())
                    .then();
        }

        @PostMapping("/notes-of-somebody-else")
        void addForSomebodyElse() {
            supabase.from("notes")
                    .insert(Map.of("user_id", UUID.randomUUID(), "body", "not mine"))
                    .execute();
        }

        @GetMapping({"/sql", "/open-sql"})
        Mono<List<String>> sql() {
            return Mono.fromCallable(() -> jdbc.sql("select body from notes order by id")
                            .query(String.class)
                            .list())
                    .subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/secrets")
        List<Long> secrets() {
            return jdbc.sql("select id from secrets").query(Long.class).list();
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private LocalSupabase local;

    @Autowired
    private SupabaseClient client;

    private Http http;
    private String ada;
    private String bob;

    @BeforeEach
    void signIn() {
        http = new Http(port);
        ada = signIn("ada");
        bob = signIn("bob");
    }

    private String signIn(String name) {
        return local.signInAs(Person.of(name + UUID.randomUUID() + "@example.com"))
                .accessToken();
    }

    @Test
    void everybody_has_their_own_notes_by_bean_by_argument_and_by_sql() {
        assertThat(http.post(ada, "/notes", "hers").statusCode()).isEqualTo(200);
        assertThat(http.post(bob, "/notes", "his").statusCode()).isEqualTo(200);

        for (String path : List.of("/notes", "/notes-by-argument", "/sql")) {
            assertThat(http.getAs(ada, path).body()).isEqualTo("[\"hers\"]");
            assertThat(http.getAs(bob, path).body()).isEqualTo("[\"his\"]");
        }
    }

    @Test
    void nobody_becomes_anonymous_by_mistake() {
        for (String path : List.of("/open-notes", "/open-sql")) {
            HttpResponse<String> answer = http.get(path);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("missing_credentials");
        }
    }

    @Test
    void what_a_policy_or_a_grant_forbids_is_a_403() {
        HttpResponse<String> byPolicy = http.post(ada, "/notes-of-somebody-else", "");
        assertThat(byPolicy.statusCode()).isEqualTo(403);
        assertThat(byPolicy.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(byPolicy.body()).contains("\"code\":\"forbidden\"").doesNotContain("policy");

        HttpResponse<String> byGrant = http.getAs(ada, "/secrets");
        assertThat(byGrant.statusCode()).isEqualTo(403);
        assertThat(byGrant.body()).isEqualTo(byPolicy.body());
    }

    @Test
    void the_trace_goes_along_and_replaces_no_credential() {
        http.getAs(ada, "/notes");

        assertThat(LAST_SENT.getOrDefault("", NONE).firstValue("traceparent")).hasValue("00-one-two-01");
        assertThat(LAST_SENT.getOrDefault("", NONE).allValues("Authorization")).containsExactly("Bearer " + ada);
        client.anonymously().from("notes").select().list();
        assertThat(LAST_SENT.getOrDefault("", NONE).firstValue("Authorization")).isEmpty();
    }
}
