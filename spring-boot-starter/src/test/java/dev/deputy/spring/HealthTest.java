package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.deputy.AuthUnavailableException;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Session;
import dev.deputy.spring.SupabaseProperties.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.info.InfoEndpoint;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The actuator's health: readiness needs Supabase and the database, liveness nothing of the kind. */
class HealthTest {

    private static final LocalSupabase PROJECT = LocalSupabase.start();

    @AfterAll
    static void stop() {
        PROJECT.close();
    }

    @Test
    void keys_and_database_that_answer_are_healthy() {
        try (var application = start("--supabase.db-url=" + PROJECT.serviceDatabaseUrl())) {
            awaitUp(application, "supabase");
            awaitUp(application, "db");
            assertThat(status(application)).isEqualTo(Status.UP);
            assertThat(status(application, "readiness", "supabase")).isEqualTo(Status.UP);
            assertThat(status(application, "readiness", "db")).isEqualTo(Status.UP);
        }
    }

    @Test
    void a_database_that_is_away_makes_it_unready_and_no_less_alive() {
        try (var application = start("--supabase.db-url=postgresql://ada:hidden@127.0.0.1:9/app")) {
            assertThat(status(application, "db")).isEqualTo(Status.DOWN);
            assertThat(status(application, "readiness")).isEqualTo(Status.DOWN);
            assertThat(status(application, "liveness")).isEqualTo(Status.UP);
            assertThat(health(application)).doesNotContain("hidden").doesNotContain("127.0.0.1");
        }
    }

    @Test
    void keys_that_cannot_be_fetched_make_it_unready() {
        try (var application = start("--supabase.url=http://127.0.0.1:9")) {
            assertThat(status(application, "supabase")).isEqualTo(Status.DOWN);
            assertThat(status(application, "readiness")).isEqualTo(Status.DOWN);
            assertThat(status(application, "liveness")).isEqualTo(Status.UP);
            assertThat(status(application, "db")).isEqualTo(Status.UNKNOWN);
        }
    }

    @Test
    void a_project_with_a_secret_needs_no_keys() {
        try (var application = start("--supabase.url=http://127.0.0.1:9", "--supabase.jwt-secret=" + Issuer.SECRET)) {
            assertThat(status(application, "supabase")).isEqualTo(Status.UP);
            assertThat(health(application)).contains("signingKeys=unavailable").doesNotContain(Issuer.SECRET);
        }
    }

    @Test
    void keys_that_were_fetched_outlive_an_outage_and_show_their_age() {
        try (LocalSupabase project = LocalSupabase.start();
                var application = start("--supabase.url=" + project.apiUrl())) {
            String token = project.signUp("ada@example.com", "a long password").accessToken();
            application.getBean(TokenVerifier.class).verify(token);
            project.faults().at("/auth/v1").answers(503);

            assertThat(status(application, "supabase")).isEqualTo(Status.UP);
            assertThat(health(application)).contains("signingKeysAge=PT");
        }
    }

    @Test
    void with_remote_verification_the_auth_server_has_to_answer() {
        try (LocalSupabase project = LocalSupabase.start();
                var application = start(
                        "--supabase.url=" + project.apiUrl(),
                        "--supabase.publishable-key=" + project.publishableKey(),
                        "--supabase.verification=remote");
                var another = start(
                        "--supabase.url=" + project.apiUrl(),
                        "--supabase.publishable-key=" + project.publishableKey(),
                        "--supabase.verification=remote")) {
            awaitUp(application, "supabase");
            project.faults().at("/auth/v1/health").answers(500);
            assertThat(status(another, "supabase")).isEqualTo(Status.DOWN);
            assertThat(health(another)).contains("auth=unavailable").doesNotContain(project.publishableKey());
        }
    }

    @Test
    void an_auth_server_that_is_back_makes_it_ready_though_nobody_could_ask_it_yet() {
        AtomicLong nanoTime = new AtomicLong();
        AuthWatch watch = new AuthWatch(Clock.systemUTC());
        try (LocalSupabase project = LocalSupabase.start()) {
            TokenVerifier verifier = TokenVerifier.remote(project.config(), watch);
            var health = new SupabaseHealth(project.config(), Verification.REMOTE, watch, nanoTime::get);
            List<String> tokens = IntStream.range(0, 6)
                    .mapToObj(i -> project.signUp("ada" + i + "@example.com", "a long password"))
                    .map(Session::accessToken)
                    .toList();
            verifier.verify(tokens.get(0));
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);

            project.faults().at("/auth/v1").answers(503);
            for (String token : tokens.subList(1, 6)) {
                assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(AuthUnavailableException.class);
            }
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

            project.faults().clear(); // and no token arrives, because it is not ready
            await(() -> {
                nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
                return health.health().getStatus().equals(Status.UP);
            });
        }
    }

    @Test
    void however_often_it_is_asked_it_asks_seldom() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
        try (var application =
                start("--supabase.url=http://127.0.0.1:" + server.getAddress().getPort())) {
            for (int i = 0; i < 50; i++) {
                assertThat(status(application, "supabase")).isEqualTo(Status.DOWN);
            }
            assertThat(asked).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_server_that_stops_in_the_middle_of_its_answer_holds_nobody_up() throws IOException {
        List<Socket> halfAnswered = Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            // Not in the common pool, whose threads may be one.
            new Thread(() -> answerByHalves(server, halfAnswered)).start();
            var project = SupabaseConfig.builder(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                    .build();
            var health = new SupabaseHealth(
                    project, Verification.REMOTE, new AuthWatch(Clock.systemUTC()), System::nanoTime);

            assertThat(CompletableFuture.supplyAsync(health::health))
                    .succeedsWithin(Duration.ofSeconds(60))
                    .extracting(Health::getStatus)
                    .isEqualTo(Status.DOWN);
            await(() -> halfAnswered.size() == 2); // the keys and the Auth server
        } finally {
            for (Socket socket : halfAnswered) {
                socket.close();
            }
        }
    }

    private static void answerByHalves(ServerSocket server, List<Socket> halfAnswered) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                halfAnswered.add(socket);
                socket.getInputStream().read();
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The test is over, or the client has lost its patience.
            }
        }
    }

    @Test
    void who_says_what_readiness_is_has_the_last_word() {
        try (var application = start(
                "--supabase.url=http://127.0.0.1:9",
                "--management.endpoint.health.group.readiness.include=readinessState")) {
            assertThat(status(application, "readiness")).isEqualTo(Status.UP);
        }
        try (var application =
                start("--supabase.url=http://127.0.0.1:9", "--management.health.supabase.enabled=false")) {
            assertThat(status(application, "readiness")).isEqualTo(Status.UP);
        }
    }

    @Test
    void a_reactive_application_has_the_same() {
        try (var application =
                start(WebApplicationType.REACTIVE, "--supabase.db-url=postgresql://ada:hidden@127.0.0.1:9/app")) {
            awaitUp(application, "supabase");
            assertThat(status(application, "readiness")).isEqualTo(Status.DOWN);
        }
    }

    @Test
    void probes_have_no_token_and_need_none() {
        for (WebApplicationType type :
                new WebApplicationType[] {WebApplicationType.SERVLET, WebApplicationType.REACTIVE}) {
            try (var application = start(type, "--management.endpoint.health.probes.add-additional-paths=true")) {
                awaitUp(application, "supabase");
                Http http =
                        new Http(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
                assertThat(http.get("/actuator/health").body()).contains("UP").doesNotContain("signingKeys");
                assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
                assertThat(http.get("/livez").statusCode()).isEqualTo(200);
                assertThat(http.get("/actuator/info").statusCode()).isEqualTo(401);
                assertThat(http.getAs("bad", "/actuator/health").statusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    void info_names_the_issuer_and_no_key() {
        try (var application = start("--supabase.publishable-key=" + PROJECT.publishableKey())) {
            String info = String.valueOf(application.getBean(InfoEndpoint.class).info());
            assertThat(info).contains(PROJECT.apiUrl() + "/auth/v1").doesNotContain(PROJECT.publishableKey());
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return start(WebApplicationType.SERVLET, arguments);
    }

    private static ConfigurableApplicationContext start(WebApplicationType type, String... arguments) {
        return new SpringApplicationBuilder(App.class)
                .web(type)
                .properties(
                        "server.port=0",
                        "supabase.url=" + PROJECT.apiUrl(),
                        "management.endpoints.web.exposure.include=*")
                .run(arguments);
    }

    /** An answer has to come within a second, which the first one does not always do on a busy machine. */
    private static void awaitUp(ConfigurableApplicationContext application, String path) {
        await(() -> status(application, path).equals(Status.UP));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static Status status(ConfigurableApplicationContext application, String... path) {
        var health = application.getBean(HealthEndpoint.class).healthForPath(path);
        return health == null ? Status.UNKNOWN : health.getStatus();
    }

    private static String health(ConfigurableApplicationContext application) {
        return application.getBeansOfType(HealthIndicator.class).values().stream()
                .map(HealthIndicator::health)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}
}
