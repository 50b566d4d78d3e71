package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** GraphQL over WebSocket: the token comes with the connection, is that of all operations, and ends it. */
class GraphQlWebSocketTest {

    private static final Issuer ISSUER = new Issuer("http://127.0.0.1:9", Issuer.SECRET);

    private static ConfigurableApplicationContext servlets;
    private static ConfigurableApplicationContext reactive;

    private final UUID ada = UUID.randomUUID();
    private final String token = ISSUER.tokenOf(ada);

    @BeforeAll
    static void start() {
        servlets = start(WebApplicationType.SERVLET);
        reactive = start(WebApplicationType.REACTIVE);
    }

    @AfterAll
    static void close() {
        servlets.close();
        reactive.close();
    }

    private static ConfigurableApplicationContext start(WebApplicationType type) {
        return new SpringApplicationBuilder(WebSocketApp.class)
                .web(type)
                .run(
                        "--server.port=0",
                        "--supabase.url=http://127.0.0.1:9",
                        "--supabase.publishable-key=sb_publishable_default",
                        "--supabase.jwt-secret=" + Issuer.SECRET,
                        "--supabase.clock-skew=0s",
                        "--spring.graphql.websocket.path=/graphql",
                        "--spring.graphql.schema.locations=classpath:interleaved/");
    }

    enum Stack {
        SERVLET,
        REACTIVE
    }

    private static Http http(Stack stack) {
        return BothStacksApp.http(stack == Stack.SERVLET ? servlets : reactive);
    }

    private static GraphQlSocket open(Stack stack) {
        return new GraphQlSocket(http(stack).port(), null);
    }

    @ParameterizedTest
    @EnumSource
    void operations_are_the_callers(Stack stack) throws InterruptedException {
        for (String payload : List.of(
                "{\"Authorization\":\"Bearer " + token + "\"}",
                "{\"authorization\":\"Bearer " + token + "\"}",
                "{\"headers\":{\"Authorization\":\"Bearer " + token + "\"}}",
                "{\"authToken\":\"" + token + "\"}")) {
            GraphQlSocket socket = open(stack).init(payload);
            assertThat(socket.next()).contains("connection_ack");
            assertThat(socket.ask("1", "{ me notes }").next())
                    .contains("\"me\":\"" + ada + "\"")
                    .contains("\"notes\":[\"" + ada + "\"]");
            assertThat(socket.next()).contains("complete");
            assertThat(socket.ask("2", "subscription { ticks }").next()).contains(ada.toString());
            socket.close();
        }
    }

    @Test
    void rules_of_methods_judge_the_connections_caller() throws InterruptedException {
        GraphQlSocket socket = open(Stack.SERVLET).init("{\"Authorization\":\"Bearer " + token + "\"}");
        socket.next();
        assertThat(socket.ask("1", "{ secret }").next()).contains("\"secret\":\"" + ada + "\"");
        socket.next();
        assertThat(socket.ask("2", "{ forbidden }").next())
                .contains("FORBIDDEN")
                .doesNotContain("for nobody");
        socket.close();
    }

    @ParameterizedTest
    @EnumSource
    void each_connection_has_a_caller_of_its_own(Stack stack) throws InterruptedException {
        UUID bob = UUID.randomUUID();
        GraphQlSocket first = open(stack).init("{\"Authorization\":\"Bearer " + token + "\"}");
        GraphQlSocket second = open(stack).init("{\"Authorization\":\"Bearer " + ISSUER.tokenOf(bob) + "\"}");
        first.next();
        second.next();
        for (int i = 0; i < 20; i++) {
            first.ask("a" + i, "{ me notes }");
            second.ask("b" + i, "{ me notes }");
        }
        for (int i = 0; i < 40; i++) {
            assertThat(first.next()).doesNotContain(bob.toString());
            assertThat(second.next()).doesNotContain(ada.toString());
        }
        first.close();
        second.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_header_of_the_handshake_will_do_too(Stack stack) throws InterruptedException {
        GraphQlSocket socket = new GraphQlSocket(http(stack).port(), "Bearer " + token).init("{}");
        assertThat(socket.next()).contains("connection_ack");
        assertThat(socket.ask("1", "{ me }").next()).contains(ada.toString());
        socket.close();
    }

    /** Otherwise Reactor Netty now and then loses what the client sends first: one in some four hundred was lost. */
    @Test
    void the_handshake_is_made_where_the_connection_is_read() {
        WebSocketApp.UPGRADING.clear();
        for (String path : List.of("/graphql", "/socket")) {
            String fresh = "Bearer " + ISSUER.tokenOf(UUID.randomUUID()); // which is not verified there
            new GraphQlSocket(http(Stack.REACTIVE).port(), path, fresh).close();
        }
        assertThat(WebSocketApp.UPGRADING).hasSize(2).allMatch(thread -> thread.startsWith("reactor-http-"));
    }

    @ParameterizedTest
    @EnumSource
    void without_a_token_the_connection_is_closed(Stack stack) {
        assertThat(open(stack).init("{}").closeCode()).isEqualTo(4401);
        assertThat(open(stack).ask("1", "{ me }").closeCode()).isEqualTo(4401);
    }

    @ParameterizedTest
    @EnumSource
    void with_a_bad_token_the_connection_is_closed(Stack stack) {
        String expired = ISSUER.token(ada, Instant.now().minusSeconds(60));
        String two = "{\"Authorization\":\"Bearer " + token + "\",\"authToken\":\"" + expired + "\"}";
        for (String payload : List.of(
                "{\"Authorization\":\"Bearer garbage\"}", "{\"Authorization\":\"Bearer " + expired + "\"}", two)) {
            assertThat(open(stack).init(payload).closeCode()).isEqualTo(4403);
        }
        assertThatThrownBy(() -> new GraphQlSocket(http(stack).port(), "Bearer garbage"))
                .hasStackTraceContaining("401");
    }

    @ParameterizedTest
    @EnumSource
    void nothing_runs_before_the_token_is_known_to_be_good(Stack stack) {
        CountDownLatch hold = new CountDownLatch(1);
        WebSocketApp.hold = hold;
        try {
            GraphQlSocket socket = open(stack)
                    .init("{\"Authorization\":\"Bearer " + WebSocketApp.HELD + "\"}")
                    .ask("1", "mutation { addForSomebodyElse }");
            if (stack == Stack.REACTIVE) {
                assertThat(socket.closeCode()).isEqualTo(4401);
            }
            hold.countDown(); // for which servlets wait before they read on
            assertThat(socket.closeCode()).isIn(4401, 4403);
        } finally {
            hold.countDown();
        }
        assertThat(WebSocketApp.ADDED).hasValue(0);
    }

    /** All at once, since the token has to last until the last of them has begun, however slow the machine is. */
    @Test
    void connections_and_event_streams_end_with_the_token() throws Exception {
        String brief = "Bearer " + ISSUER.token(ada, Instant.now().plusSeconds(15));
        List<GraphQlSocket> sockets = new ArrayList<>();
        List<Iterator<String>> streams = new ArrayList<>();
        for (Stack stack : Stack.values()) {
            GraphQlSocket graphQl = open(stack).init("{\"Authorization\":\"" + brief + "\"}");
            assertThat(graphQl.next()).contains("connection_ack");
            assertThat(graphQl.ask("1", "subscription { ticks }").next()).contains(ada.toString());
            GraphQlSocket plain = new GraphQlSocket(http(stack).port(), "/socket", brief);
            assertThat(plain.next()).contains(ada.toString());
            sockets.addAll(List.of(graphQl, plain));
            Iterator<String> events = events(stack, brief);
            assertThat(events.next()).contains(ada.toString());
            streams.add(events);
        }

        assertThat(sockets).allSatisfy(socket -> assertThat(socket.closeCode()).isEqualTo(4403));
        assertThat(streams).allSatisfy(GraphQlWebSocketTest::readToItsEnd);
    }

    private static Iterator<String> events(Stack stack, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + http(stack).port() + "/events"))
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofLines())
                .body()
                .iterator();
    }

    /** Which a container may well put in the middle of a line. */
    private static void readToItsEnd(Iterator<String> lines) {
        try {
            lines.forEachRemaining(line -> {});
        } catch (UncheckedIOException cut) {
            assertThat(cut.getCause()).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void other_connections_need_a_token_in_their_handshake(Stack stack) {
        assertThatThrownBy(() -> new GraphQlSocket(http(stack).port(), "/socket", null))
                .hasStackTraceContaining("401");
    }

    @ParameterizedTest
    @EnumSource
    void only_the_handshake_needs_no_token(Stack stack) {
        assertThat(http(stack).get("/graphql").statusCode()).isEqualTo(401);
        assertThat(http(stack).send("POST", "/graphql").statusCode()).isEqualTo(401);
        assertThat(http(stack).get("/graphql/").statusCode()).isEqualTo(401);
    }
}
