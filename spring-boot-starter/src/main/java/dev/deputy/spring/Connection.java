package dev.deputy.spring;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A WebSocket connection, which lasts no longer than the token that it was opened with. It is among the attributes of the
 * WebSocket session, where those find it who learn of a token only from the messages.
 */
final class Connection {

    /** Who has an expired token may come back with a new one: clients of graphql-transport-ws go by this code. */
    static final int FORBIDDEN = 4403;

    /** Who has no token need not come back. */
    static final int UNAUTHORIZED = 4401;

    /** RFC 6455's registry: try again later. */
    static final int TRY_AGAIN_LATER = 1013;

    private static final String ATTRIBUTE = Connection.class.getName();

    /**
     * Who closes connections at their end. Closing may wait for the other side, and who does not read shall keep neither the
     * timer from the other connections nor the common pool, which may have one thread for everything.
     */
    private static final Executor CLOSING = threads(32);

    private final BiConsumer<Integer, String> closing;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    /** @param closing closes the connection with a code and a reason */
    Connection(BiConsumer<Integer, String> closing) {
        this.closing = closing;
        CompletableFuture<?> unused = end.thenAccept(expired -> {
            if (expired) {
                CLOSING.execute(() -> close(FORBIDDEN, "Forbidden"));
            }
        });
    }

    private static Executor threads(int most) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("deputy-closing-");
        factory.setDaemon(true);
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** The connection of a session, if it is one that we look after. */
    static @Nullable Connection in(Map<String, Object> attributes) {
        return (Connection) attributes.get(ATTRIBUTE);
    }

    void putInto(Map<String, Object> attributes) {
        attributes.put(ATTRIBUTE, this);
    }

    /** Closes it at that time, unless it was closed before. */
    void endAt(Instant time) {
        Duration left = Duration.between(Instant.now(), time);
        CompletableFuture<?> unused = end.completeOnTimeout(true, Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
    }

    void close(int code, String reason) {
        closing.accept(code, reason);
    }

    /** It is closed: there is nothing to end any more. */
    void closed() {
        end.complete(false);
    }
}
