package dev.deputy.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server and counts how often the client, having heard an answer, asks again. */
final class Wire implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final AtomicInteger roundTrips = new AtomicInteger();

    Wire(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int roundTrips() {
        return roundTrips.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            AtomicBoolean answered = new AtomicBoolean(true);
            start(() -> copy(client, server, () -> {
                if (answered.getAndSet(false)) {
                    roundTrips.incrementAndGet();
                }
            }));
            start(() -> copy(server, client, () -> answered.set(true)));
        }
    }

    private static void copy(Socket from, Socket to, Runnable onBytes) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                onBytes.run();
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // A closed socket ends the copying; the test sees it from its own side.
                if (e.getMessage() == null) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private interface Work {
        void run() throws IOException;
    }
}
