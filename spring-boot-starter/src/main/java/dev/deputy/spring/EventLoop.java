package dev.deputy.spring;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.ClassUtils;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The event loop of an exchange's connection. Reactor Netty reads there, and loses what a client sends at once after a
 * WebSocket's handshake if the handshake is made in any other thread.
 */
final class EventLoop {

    private static final boolean NETTY =
            ClassUtils.isPresent("reactor.netty.http.server.HttpServerResponse", EventLoop.class.getClassLoader());

    private EventLoop() {}

    /** As a scheduler; with another server than Reactor Netty, one that stays in the thread. */
    static Scheduler of(ServerHttpResponse response) {
        return NETTY ? Netty.of(ServerHttpResponseDecorator.getNativeResponse(response)) : Schedulers.immediate();
    }

    /** Loaded only where there is Netty. */
    private static final class Netty {
        static Scheduler of(Object response) {
            if (!(response instanceof HttpServerResponse netty)) {
                return Schedulers.immediate();
            }
            AtomicReference<Scheduler> loop = new AtomicReference<>();
            netty.withConnection(connection ->
                    loop.set(Schedulers.fromExecutor(connection.channel().eventLoop())));
            return requireNonNull(loop.get());
        }
    }
}
