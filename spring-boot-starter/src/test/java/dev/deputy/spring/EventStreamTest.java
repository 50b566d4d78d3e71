package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import reactor.core.publisher.Flux;

/** Event streams of Spring MVC that nothing happens on for a long time: they end with the token all the same. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "supabase.url=https://abc.supabase.co",
            "supabase.jwt-secret=" + Issuer.SECRET,
            "supabase.clock-skew=0s"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStreamTest {

    /** Of a token, which all requests have to begin with, however slow the machine is. */
    private static final Duration LIFE = Duration.ofSeconds(10);

    @LocalServerPort
    private int port;

    private final Map<String, CompletableFuture<HttpResponse<String>>> answers = new HashMap<>();

    /** All at once: there is one end to wait for. */
    @BeforeAll
    void ask() {
        HttpClient client = HttpClient.newHttpClient();
        String brief = "Bearer "
                + new Issuer("https://abc.supabase.co", Issuer.SECRET)
                        .token(UUID.randomUUID(), Instant.now().plus(LIFE));
        Map.of(
                        "/emitter", "*/*",
                        "/emitter-in-an-entity", "*/*",
                        "/events", "*/*",
                        "/produced", "*/*",
                        "/texts", "text/event-stream",
                        "/function", "text/event-stream",
                        "/one-event", "*/*",
                        "/late", "*/*")
                .forEach((path, accept) -> answers.put(
                        path,
                        client.sendAsync(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                        .header("Authorization", brief)
                                        .header("Accept", accept)
                                        .build(),
                                BodyHandlers.ofString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/emitter", "/emitter-in-an-entity", "/events", "/produced", "/texts", "/function"})
    void one_that_is_quiet_ends_with_the_token_so_that_a_browser_opens_it_again(String path) {
        assertThat(answers.get(path)).succeedsWithin(Duration.ofSeconds(60)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            assertThat(answer.body()).isEmpty();
        });
    }

    @Test
    void one_that_is_quiet_at_first_has_its_events() {
        assertThat(answers.get("/one-event"))
                .succeedsWithin(Duration.ofSeconds(60))
                .extracting(HttpResponse::body)
                .isEqualTo("data:hello\n\n");
    }

    @Test
    void an_answer_that_is_none_may_come_after_the_token_has_expired() {
        assertThat(answers.get("/late"))
                .succeedsWithin(Duration.ofSeconds(60))
                .extracting(HttpResponse::body)
                .isEqualTo("late");
    }

    /** As Spring MVC 6 leaves it to be found out. */
    @Test
    void one_that_has_not_said_its_type_yet_is_known_by_what_was_promised() throws NoSuchMethodException {
        for (String method : List.of("emitter", "emitterInAnEntity", "events")) {
            var request = new MockHttpServletRequest();
            request.setAttribute(
                    HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE,
                    new HandlerMethod(new App(), App.class.getDeclaredMethod(method)));
            assertThat(isStream(request)).as(method).isTrue();
        }
        var produced = new MockHttpServletRequest();
        produced.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of(MediaType.TEXT_EVENT_STREAM));
        assertThat(isStream(produced)).isTrue();
        var askedFor = new MockHttpServletRequest();
        askedFor.addHeader("Accept", "text/event-stream");
        assertThat(isStream(askedFor)).isTrue();

        var late = new MockHttpServletRequest();
        late.setAttribute(
                HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE,
                new HandlerMethod(new App(), App.class.getDeclaredMethod("late")));
        late.addHeader("Accept", "application/json, */*");
        assertThat(isStream(late)).isFalse();
        late.addHeader("Accept", "text/event-stream");
        late.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of(MediaType.APPLICATION_JSON));
        assertThat(isStream(late)).isFalse();
    }

    private static boolean isStream(MockHttpServletRequest request) {
        return EventStreams.isOne(request, new MockHttpServletResponse());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @GetMapping("/emitter")
        SseEmitter emitter() {
            return new SseEmitter(0L);
        }

        @GetMapping("/emitter-in-an-entity")
        ResponseEntity<SseEmitter> emitterInAnEntity() {
            return ResponseEntity.ok(new SseEmitter(0L));
        }

        @GetMapping("/events")
        Flux<ServerSentEvent<String>> events() {
            return Flux.never();
        }

        @GetMapping(path = "/produced", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> produced() {
            return Flux.never();
        }

        @GetMapping("/texts")
        Flux<String> texts() {
            return Flux.never();
        }

        @Bean
        RouterFunction<ServerResponse> function() {
            return RouterFunctions.route()
                    .GET("/function", request -> ServerResponse.sse(events -> {}, Duration.ZERO))
                    .build();
        }

        @GetMapping("/one-event")
        SseEmitter oneEvent() {
            SseEmitter events = new SseEmitter(0L);
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> {
                try {
                    events.send("hello");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                events.complete();
            });
            return events;
        }

        @GetMapping("/late")
        DeferredResult<String> late() {
            DeferredResult<String> result = new DeferredResult<>(60_000L);
            CompletableFuture.delayedExecutor(LIFE.toSeconds() + 1, TimeUnit.SECONDS)
                    .execute(() -> result.setResult("late"));
            return result;
        }
    }
}
