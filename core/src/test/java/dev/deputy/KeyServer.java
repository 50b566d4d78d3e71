package dev.deputy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that publishes signing keys, and can fail in every way that such servers do. */
final class KeyServer implements AutoCloseable {

    /** How a request is answered. */
    @FunctionalInterface
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Answer answer;

    KeyServer(TestIssuer.Key... keys) {
        this.answer = keys(keys);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.give(exchange);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/auth/v1/.well-known/jwks.json");
    }

    int requests() {
        return requests.get();
    }

    void answer(Answer answer) {
        this.answer = answer;
    }

    void publish(TestIssuer.Key... keys) {
        answer(keys(keys));
    }

    static Answer keys(TestIssuer.Key... keys) {
        return body(200, TestIssuer.jwks(keys));
    }

    static Answer body(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) { // to write where there is to be no body would close the connection, at some time
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    /** Accepts the request and never answers. */
    Answer hanging() {
        return exchange -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Sends a byte now and then, and so is never silent for long and never done. */
    Answer dribbling() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            try {
                while (!closing.await(20, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
