package dev.deputy.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and Postgres and counts how often the client waits for an answer: once for each Sync, since
 * pgjdbc sends its BEGIN ahead without waiting.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">PostgreSQL: message formats</a>
 */
final class Wire implements AutoCloseable {

    private static final int PROTOCOL_3 = 3 << 16;

    private final ServerSocket listener;
    private final int target;
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AtomicInteger sentAhead = new AtomicInteger();

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

    /** How often something was sent without waiting for the answer. */
    int sentAhead() {
        return sentAhead.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> ask(client, server));
            start(() -> {
                try (server;
                        client) {
                    server.getInputStream().transferTo(client.getOutputStream());
                }
            });
        }
    }

    private void ask(Socket client, Socket server) throws IOException {
        try (client;
                server;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(server.getOutputStream())) {
            // Whether to encrypt is asked first, in a message of its own.
            int first;
            do {
                first = pass(in, out);
            } while (first != PROTOCOL_3);
            while (true) {
                int type = in.readUnsignedByte();
                out.writeByte(type);
                if (type == 'S') {
                    roundTrips.incrementAndGet();
                } else if (type == 'Q') {
                    sentAhead.incrementAndGet();
                }
                pass(in, out);
            }
        }
    }

    /** Passes a message on, and tells its first number. */
    private static int pass(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] body = new byte[in.readInt() - Integer.BYTES];
        in.readFully(body);
        out.writeInt(body.length + Integer.BYTES);
        out.write(body);
        out.flush();
        return body.length < Integer.BYTES ? 0 : java.nio.ByteBuffer.wrap(body).getInt();
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The end of a connection, which the test sees from its own side.
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
