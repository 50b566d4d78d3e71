package dev.deputy.spring;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks graphql-transport-ws, as browsers do. */
final class GraphQlSocket implements WebSocket.Listener {

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    GraphQlSocket(int port, @Nullable String authorization) {
        this(port, "/graphql", authorization);
    }

    GraphQlSocket(int port, String path, @Nullable String authorization) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (path.equals("/graphql")) {
            builder.subprotocols("graphql-transport-ws");
        }
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
                .join();
    }

    GraphQlSocket send(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    GraphQlSocket init(String payload) {
        return send("{\"type\":\"connection_init\",\"payload\":" + payload + "}");
    }

    GraphQlSocket ask(String id, String query) {
        return send("{\"id\":\"" + id + "\",\"type\":\"subscribe\",\"payload\":{\"query\":\"" + query + "\"}}");
    }

    /** The next message; "closed" when there is none any more. */
    String next() throws InterruptedException {
        return String.valueOf(messages.poll(60, TimeUnit.SECONDS));
    }

    /** The code with which it is closed, at last. */
    int closeCode() {
        return closed.orTimeout(60, TimeUnit.SECONDS).join();
    }

    void close() {
        socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        messages.add("closed");
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
        messages.add("closed");
    }
}
