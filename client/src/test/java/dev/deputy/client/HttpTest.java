package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.deputy.SupabaseConfig;
import dev.deputy.client.DataException.Reason;
import dev.deputy.client.Recorder.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom requests are sent, and what happens when answers do not come. */
class HttpTest {

    private final Recorder recorder = new Recorder();
    private final TestCallers callers = new TestCallers(recorder.url());
    private SupabaseClient client = SupabaseClient.of(callers.config());
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void start() {
        recorder.usually(Answer.json("[]"));
        client = builder().build();
    }

    private SupabaseClient.Builder builder() {
        return SupabaseClient.builder(callers.config()).pause(pauses::add);
    }

    @AfterEach
    void stop() {
        recorder.close();
    }

    private Supabase asSomebody() {
        return client.as(callers.caller(UUID.randomUUID()));
    }

    @Test
    void a_caller_is_sent_with_their_token_and_the_publishable_key() {
        var caller = callers.caller(UUID.randomUUID());
        client.as(caller).from("t").select().list();
        assertThat(recorder.last().headers())
                .containsEntry("apikey", TestCallers.PUBLISHABLE)
                .containsEntry("authorization", "Bearer " + caller.accessToken());
    }

    @Test
    void without_a_caller_a_key_is_no_bearer() {
        client.anonymously().from("t").select().list();
        assertThat(recorder.last().headers())
                .containsEntry("apikey", TestCallers.PUBLISHABLE)
                .doesNotContainKey("authorization");
        client.bypassingRowLevelSecurity().from("t").select().list();
        assertThat(recorder.last().headers())
                .containsEntry("apikey", TestCallers.SECRET)
                .doesNotContainKey("authorization");
    }

    @Test
    void older_keys_are_tokens() {
        SupabaseConfig older = SupabaseConfig.builder(recorder.url())
                .anonKey("eyJhbGciOiJIUzI1NiJ9.e30.anon")
                .serviceRoleKey("eyJhbGciOiJIUzI1NiJ9.e30.service")
                .build();
        SupabaseClient.of(older).bypassingRowLevelSecurity().from("t").select().list();
        assertThat(recorder.last().headers())
                .containsEntry("apikey", "eyJhbGciOiJIUzI1NiJ9.e30.service")
                .containsEntry("authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.service");
    }

    @Test
    void who_follows_the_caller_is_nobody_without_one() {
        Supabase following = client.following(() -> {
            throw new IllegalStateException("nobody is here");
        });
        assertThatThrownBy(() -> following.from("t").select().list()).hasMessage("nobody is here");
        assertThat(recorder.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apikey", "APIKEY", "Authorization", "authorization"})
    void no_header_of_ones_own_says_who_is_asking(String name) {
        assertThatThrownBy(() -> asSomebody().from("t").select().header(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as(caller)");
        assertThatThrownBy(() -> asSomebody().from("t").delete().header(name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> asSomebody().function("f").header(name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_missing_is_named() {
        SupabaseClient bare =
                SupabaseClient.of(SupabaseConfig.builder(recorder.url()).build());
        assertThatThrownBy(bare::anonymously).hasMessageContaining("SUPABASE_PUBLISHABLE_KEY");
        assertThatThrownBy(bare::bypassingRowLevelSecurity).hasMessageContaining("SUPABASE_SECRET_KEY");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void no_redirect_is_followed(int status) {
        try (Recorder elsewhere = new Recorder()) {
            recorder.usually(
                    Answer.of(status, "").with("Location", elsewhere.url().toString()));
            assertThatThrownBy(() -> asSomebody().from("t").select().list()).isInstanceOf(DataException.class);
            assertThatThrownBy(() -> asSomebody().function("f").invoke()).isInstanceOf(FunctionException.class);
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    @Test
    void a_client_that_follows_redirects_is_refused() {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThatThrownBy(() -> Transport.of(following))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NEVER");
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 520})
    void reading_is_tried_again_and_says_so(int status) {
        recorder.next(Answer.of(status, "")).next(Answer.of(status, "")).next(Answer.of(status, ""));
        assertThat(asSomebody().from("t").select().list()).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(recorder.requests.stream().map(request -> request.headers().get("x-retry-count")))
                .containsExactly(null, "1", "2", "3");
    }

    @Test
    void after_three_times_the_answer_is_what_it_is() {
        recorder.usually(Answer.of(503, "{\"code\":\"PGRST002\",\"message\":\"no schema\"}"));
        assertThatThrownBy(() -> asSomebody().from("t").select().list())
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
                    assertThat(e.code()).contains("PGRST002");
                });
        assertThat(recorder.requests).hasSize(4);
    }

    @Test
    void retry_after_is_believed_within_reason() {
        recorder.next(Answer.of(503, "").with("Retry-After", "7"));
        asSomebody().from("t").select().list();
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));

        recorder.next(Answer.of(503, "").with("Retry-After", "3600"));
        assertThatThrownBy(() -> asSomebody().from("t").select().list()).isInstanceOf(DataException.class);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void writing_is_not_tried_again() {
        recorder.usually(Answer.of(503, ""));
        assertThatThrownBy(() -> asSomebody().from("t").insert(Map.of()).execute())
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> asSomebody().rpc("f").execute()).isInstanceOf(DataException.class);
        assertThat(recorder.requests).hasSize(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_lost_connection_is_tried_again_too() {
        SupabaseClient unlucky = builder()
                .transport(request -> {
                    throw new IOException("gone");
                })
                .build();
        assertThatThrownBy(() -> unlucky.anonymously().from("t").select().list())
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> {
                    assertThat(e.status()).isZero();
                    assertThat(e.isUnavailable()).isTrue();
                });
        assertThat(pauses).hasSize(3);
    }

    @Test
    void silence_ends_with_an_exception() {
        CountDownLatch over = new CountDownLatch(1);
        recorder.usually(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[{\"a\":1},".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(over);
        });
        SupabaseClient impatient = builder().answerTime(Duration.ofMillis(300)).build();
        try {
            assertThatThrownBy(() -> impatient.anonymously().from("t").select().list())
                    .asInstanceOf(type(DataException.class))
                    .satisfies(e -> assertThat(e.serverMessage()).contains("in time"));
            assertThatThrownBy(
                            () -> { // on a busy machine, silence may seem to begin before the rows
                                try (Stream<Row> rows = impatient.anonymously().from("t").select().stream(Row.class)) {
                                    rows.forEach(row -> {});
                                }
                            })
                    .isInstanceOf(DataException.class);
        } finally {
            over.countDown();
        }
        assertThat(pauses).as("nobody waits twice for who was silent").isEmpty();
    }

    record Row(int a) {}

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void rows_arrive_one_by_one() {
        CountDownLatch first = new CountDownLatch(1);
        recorder.usually(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[{\"a\":1},".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(first); // the rest comes only when the first row has been seen
            exchange.getResponseBody().write("{\"a\":2}]".getBytes(StandardCharsets.UTF_8));
        });
        try (Stream<Row> rows = asSomebody().from("t").select().stream(Row.class)) {
            assertThat(rows.peek(row -> first.countDown()).map(Row::a)).containsExactly(1, 2);
        }
    }

    @Test
    void an_address_that_is_too_long_is_not_sent() {
        List<Integer> many = IntStream.range(0, 5000).boxed().toList();
        assertThatThrownBy(() -> asSomebody().from("t").select().in("id", many).list())
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> {
                    assertThat(e.code()).contains("url_too_long");
                    assertThat(e.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).contains("rpc"));
                    assertThat(e.isUnavailable()).isFalse();
                });
        assertThat(recorder.requests).isEmpty();
        assertThat(asSomebody().rpc("f", Map.of("ids", many)).list()).isEmpty();
    }

    @Test
    void traces_go_along_and_nothing_else() {
        SupabaseClient traced = builder()
                .trace(() -> Map.of("traceparent", "00-1-2-01", "apikey", "stolen", "Authorization", "stolen"))
                .build();
        traced.anonymously().from("t").select().list();
        assertThat(recorder.last().headers())
                .containsEntry("traceparent", "00-1-2-01")
                .containsEntry("apikey", TestCallers.PUBLISHABLE)
                .doesNotContainKey("authorization");
    }

    @Test
    void listeners_hear_what_happens() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        SupabaseClient heardClient = builder()
                .listener(new ClientListener() {
                    @Override
                    public void answered(Service service, String method, int status, Duration took) {
                        heard.add(service + " " + method + " " + status);
                    }

                    @Override
                    public void retried(Service service, String method, int count) {
                        heard.add("again " + count);
                    }
                })
                .build();
        recorder.next(Answer.of(503, ""));
        heardClient.anonymously().from("t").select().list();
        assertThat(heard).containsExactly("DATA GET 503", "again 1", "DATA GET 200");
    }

    @Test
    void exceptions_have_what_the_service_said_and_no_secret() {
        var caller = callers.caller(UUID.randomUUID());
        recorder.usually(Answer.of(
                        400,
                        "{\"code\":\"22000\",\"message\":\"bad " + caller.accessToken() + "\",\"details\":\"of "
                                + TestCallers.PUBLISHABLE + "\",\"hint\":\"h\"}")
                .with("sb-request-id", "request-1"));
        assertThatThrownBy(() -> client.as(caller).from("t").select().list())
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.code()).contains("22000");
                    assertThat(e.details()).contains("of …");
                    assertThat(e.hint()).contains("h");
                    assertThat(e.requestId()).contains("request-1");
                    assertThat(e).hasMessage("data API (22000): bad …");
                });
        assertThat(client.toString() + client.as(caller) + client.bypassingRowLevelSecurity())
                .doesNotContain(TestCallers.PUBLISHABLE, TestCallers.SECRET, caller.accessToken());
    }

    @Test
    void answers_that_are_none_are_exceptions_of_ours() {
        recorder.usually(new Answer(502, Map.of("Content-Type", "text/html"), "<html>bad gateway</html>"));
        assertThatThrownBy(() -> asSomebody().from("t").select().list()).hasMessage("data API (502): HTTP 502");
        recorder.usually(Answer.json("<html>"));
        assertThatThrownBy(() -> asSomebody().from("t").select().list()).isInstanceOf(DataException.class);
        recorder.usually(Answer.json("{\"no\":\"array\"}"));
        assertThatThrownBy(() -> asSomebody().from("t").select().list(Row.class))
                .isInstanceOf(DataException.class);
    }

    @Test
    void nobody_there_is_an_exception_too() {
        SupabaseClient lonely = SupabaseClient.builder(SupabaseConfig.builder(URI.create("http://127.0.0.1:1"))
                        .publishableKey("sb_publishable_key")
                        .build())
                .pause(pauses::add)
                .build();
        assertThatThrownBy(() -> lonely.auth().signInWithPassword("a", "b"))
                .isInstanceOf(AuthException.class)
                .hasMessage("auth server: Supabase cannot be reached");
    }

    @Test
    void names_and_values_that_are_no_text_are_refused() {
        assertThatThrownBy(() -> asSomebody().from("..").select()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> asSomebody().from("t").select().eq("a", "\ud800").list())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> asSomebody().from("t").select().order("a,b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> asSomebody().from("t").select().or(Filter.eq("a,b", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> asSomebody().from("t").select().filter("a", "eq.1&b=eq", 2))
                .isInstanceOf(IllegalArgumentException.class);
        asSomebody().from("a/../b?c#d").select().list();
        assertThat(recorder.last().target()).startsWith("/rest/v1/a%2F..%2Fb%3Fc%23d?select=");
    }
}
