package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** 5,000 requests of fifty callers to each stack, mixed up with requests of nobody: none ever works as somebody else. */
class ManyCallersTest {

    private static final int REQUESTS = 5_000;
    private static final int AT_A_TIME = 64;

    private static final List<String> SERVLET = List.of(
            "/plain",
            "/sql",
            "/async",
            "/future",
            "/callable",
            "/deferred",
            "/streamed",
            "/emitted",
            "/scoped",
            "/graphql");

    private static final List<String> REACTIVE = List.of(
            "/plain",
            "/mono",
            "/delayed",
            "/flux",
            "/elastic",
            "/sql",
            "/async",
            "/context",
            "/blocking-sql",
            "/graphql");

    private record Caller(String id, String token) {}

    private record Stack(WebApplicationType type, Class<?> controller, boolean virtual, List<String> paths) {
        @Override
        public String toString() {
            return type + (virtual ? " on virtual threads" : "");
        }
    }

    static Stream<Stack> stacks() {
        Stream<Stack> all = Stream.of(
                new Stack(WebApplicationType.SERVLET, ManyCallersServlets.class, false, SERVLET),
                new Stack(WebApplicationType.SERVLET, ManyCallersServlets.class, true, SERVLET),
                new Stack(WebApplicationType.REACTIVE, ManyCallersReactive.class, false, REACTIVE));
        // Java 17 has none.
        return all.filter(stack -> !stack.virtual() || Runtime.version().feature() >= 21);
    }

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @MethodSource("stacks")
    void nobody_works_as_somebody_else(Stack stack) {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(stack.controller())
                .web(stack.type())
                .run(
                        "--server.port=0",
                        "--spring.threads.virtual.enabled=" + stack.virtual(),
                        "--supabase.postgres.pool.connection-timeout=60000",
                        "--spring.graphql.schema.locations=classpath:interleaved/",
                        "--logging.level.dev.deputy.Gate=off")) {
            LocalSupabase supabase = application.getBean(LocalSupabase.class);
            TokenVerifier verifier = application.getBean(TokenVerifier.class);
            List<Caller> callers = IntStream.range(0, 50)
                    .mapToObj(i ->
                            supabase.signInAs(Person.of(i + "@example.com")).accessToken())
                    .map(token -> new Caller(verifier.verify(token).subject(), token))
                    .toList();
            assertThat(mixedUp(BothStacksApp.http(application).port(), stack.paths(), callers))
                    .isEmpty();
        }
    }

    /** What was answered wrongly. */
    private List<String> mixedUp(int port, List<String> paths, List<Caller> callers) {
        Semaphore turns = new Semaphore(AT_A_TIME);
        List<CompletableFuture<@Nullable String>> complaints = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            // With steps that share no factor, so that each caller comes to each path.
            Caller caller = i % 7 == 3 ? null : callers.get(i * 13 % callers.size());
            String path = caller == null && i % 2 == 0 ? "/open" : paths.get(i / 3 % paths.size());
            turns.acquireUninterruptibly();
            complaints.add(client.sendAsync(request(port, path, caller), BodyHandlers.ofString())
                    .whenComplete((answer, failure) -> turns.release())
                    .thenApply(answer -> complaint(path, caller, answer)));
        }
        return complaints.stream()
                .map(CompletableFuture::join)
                .flatMap(Stream::ofNullable)
                .limit(10)
                .toList();
    }

    private static HttpRequest request(int port, String path, @Nullable Caller caller) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (path.equals("/graphql")) {
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"query\":\"{ things { owner asked } me }\"}"));
        }
        if (caller != null) {
            request.header("Authorization", "Bearer " + caller.token());
        }
        return request.build();
    }

    private static @Nullable String complaint(String path, @Nullable Caller caller, HttpResponse<String> answer) {
        boolean right = caller != null
                ? answer.statusCode() == 200
                        && answer.body().contains(caller.id())
                        && !answer.body().replace(caller.id(), "").matches("(?s).*[0-9a-f]{8}-[0-9a-f]{4}-.*")
                : path.equals("/open") ? answer.body().equals("nobody") : answer.statusCode() == 401;
        return right
                ? null
                : path + " as " + (caller == null ? "nobody" : caller.id()) + ": " + answer.statusCode() + " "
                        + answer.body();
    }
}
