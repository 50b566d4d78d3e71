package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.deputy.client.Recorder.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Edge Functions, against answers as Supabase documents them: a recorded contract, not a running function. */
class FunctionTest {

    record Greeting(String text) {}

    private final Recorder recorder = new Recorder();
    private final TestCallers callers = new TestCallers(recorder.url());
    private final Supabase supabase = SupabaseClient.of(callers.config()).as(callers.caller(UUID.randomUUID()));

    @AfterEach
    void stop() {
        recorder.close();
    }

    @Test
    void a_function_takes_and_gives_values() {
        recorder.usually(Answer.json("{\"text\":\"hello ada\"}"));
        assertThat(supabase.function("hello").body(Map.of("name", "ada")).invoke(Greeting.class))
                .contains(new Greeting("hello ada"));
        assertThat(recorder.last().body()).isEqualTo("{\"name\":\"ada\"}");

        recorder.usually(Answer.of(200, ""));
        assertThat(supabase.function("hello").invoke(Greeting.class)).isEmpty();
    }

    @Test
    void an_answer_can_be_read_while_it_comes() {
        CountDownLatch seen = new CountDownLatch(1);
        recorder.usually(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: one\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                seen.await(); // the rest comes only when the first line has been seen
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.getResponseBody().write("data: two\n".getBytes(StandardCharsets.UTF_8));
        });
        try (FunctionAnswer answer = supabase.function("story").invokeAsync().join()) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(answer.lines().peek(line -> seen.countDown())).containsExactly("data: one", "data: two");
        }
    }

    @Test
    void a_function_that_fails_is_told_from_one_that_cannot_be_run() {
        recorder.usually(Answer.of(418, "{\"error\":\"no coffee\"}"));
        assertThatThrownBy(() -> supabase.function("tea").invoke())
                .asInstanceOf(type(FunctionException.class))
                .satisfies(e -> {
                    assertThat(e.status()).isEqualTo(418);
                    assertThat(e.isRelayError()).isFalse();
                    assertThat(e.body()).isEqualTo("{\"error\":\"no coffee\"}");
                });
        recorder.usually(Answer.of(200, "worker died").with("x-relay-error", "true"));
        assertThatThrownBy(() -> supabase.function("tea").invoke(Greeting.class))
                .asInstanceOf(type(FunctionException.class))
                .satisfies(e -> assertThat(e.isRelayError()).isTrue());
    }
}
