package dev.deputy.scenario;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection for GraphQL by the protocol graphql-transport-ws. */
final class GraphQlSocket implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Inbox inbox = new Inbox();
    private final WebSocket socket;

    private GraphQlSocket(Service service, @Nullable String token) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create("ws://127.0.0.1:" + service.port() + "/graphql"), inbox)
                .join();
        send(
                token == null
                        ? Map.of("type", "connection_init")
                        : Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer " + token)));
    }

    static GraphQlSocket open(Service service, String token) {
        GraphQlSocket opened = new GraphQlSocket(service, token);
        opened.next("connection_ack");
        return opened;
    }

    /** The code that the server closes such a connection with. */
    static int refusal(Service service, @Nullable String token) {
        try (GraphQlSocket refused = new GraphQlSocket(service, token)) {
            return refused.next("closed").path("code").asInt();
        }
    }

    JsonNode ask(String query) {
        send(Map.of("id", "1", "type", "subscribe", "payload", Map.of("query", query)));
        JsonNode answer = next("next").path("payload");
        next("complete");
        return answer;
    }

    private void send(Map<String, ?> message) {
        socket.sendText(JSON.writeValueAsString(message), true).join();
    }

    private JsonNode next(String type) {
        try {
            String message = inbox.messages.poll(30, TimeUnit.SECONDS);
            JsonNode json = message == null ? JSON.createObjectNode() : JSON.readTree(message);
            if (!json.path("type").asString().equals(type)) {
                throw new IllegalStateException("wanted " + type + ", came " + message);
            }
            return json;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** What the server says, whole messages only; that it closes is one. */
    private static final class Inbox implements WebSocket.Listener {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder begun = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            begun.append(data);
            if (last) {
                messages.add(begun.toString());
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add("{\"type\":\"closed\",\"code\":" + code + "}");
            return null;
        }
    }
}
