package dev.deputy.local.http;

import java.io.IOException;
import java.net.BindException;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The one HTTP port of a local Supabase, on the loopback address only. It says who may call (API keys, cross-origin
 * rules, host names) and hands the call to the service that is mounted at the path.
 *
 * <pre>{@code
 * Gateway gateway = Gateway.bind(0, apiKeys);           // the port is known from here on
 * gateway.mount("/auth/v1", Set.of("/.well-known/jwks.json"), authServer);
 * gateway.start();
 * }</pre>
 */
public final class Gateway implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    private static final int IDLE_TIMEOUT_MILLIS = 60_000;

    /**
     * Longer than clients keep a connection that they do not use (the JDK's: 20 minutes until Java 19, then 30 seconds, as
     * Jetty by itself): what is posted into one that is just being closed is lost.
     */
    private static final int CONNECTION_IDLE_TIMEOUT_MILLIS = 30 * 60_000;

    private final Server server;
    private final ServerConnector connector;
    private final CopyOnWriteArrayList<Mount> mounts = new CopyOnWriteArrayList<>();
    private final RecentRequests recent = new RecentRequests();
    private final Faults faults = new Faults();

    private Gateway(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Takes the port, without answering yet.
     *
     * @param port 0 for any free one
     * @throws PortInUseException when it is taken
     */
    public static Gateway bind(int port, ApiKeys keys) {
        // A queue of our own: Jetty's looks into the JVM's management for the size of a cache line, which takes longer
        // than all the rest of Jetty's start.
        QueuedThreadPool threads = new QueuedThreadPool(64, 4, IDLE_TIMEOUT_MILLIS, new LinkedBlockingQueue<>());
        threads.setName("deputy-local-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(ADDRESS);
        connector.setPort(port);
        connector.setIdleTimeout(CONNECTION_IDLE_TIMEOUT_MILLIS);
        server.addConnector(connector);
        Gateway gateway = new Gateway(server, connector);
        server.setHandler(new FrontDoor(keys, gateway.mounts, gateway.recent, gateway.faults));
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
        try {
            connector.open();
        } catch (IOException e) {
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw new PortInUseException(port, e);
            }
            throw new java.io.UncheckedIOException(e);
        }
        return gateway;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(32 * 1024); // a token may fill 8 kB of it, the address another 8
        configuration.setMaxResponseHeaderSize(128 * 1024); // Content-Location says the address again, encoded
        return configuration;
    }

    /**
     * Puts a service below a path.
     *
     * @param prefix such as {@code /auth/v1}
     * @param open paths below it that a browser may open without any key, or with a wrong one
     */
    public void mount(String prefix, Set<String> open, Endpoint service) {
        mounts.add(new Mount(prefix, open, false, service));
    }

    /**
     * Puts a service below a path that pages of other origins are not allowed to read, and that goes by no API key: it
     * decides by itself whom it serves. Its requests are not among the {@link #recentRequests}.
     *
     * @param prefix such as {@code /deputy}; with a slash at its end that one path only
     */
    public void mountForOwnOrigin(String prefix, Endpoint service) {
        mounts.add(new Mount(prefix, Set.of(), true, service));
    }

    /** What has been answered lately. */
    public RecentRequests recentRequests() {
        return recent;
    }

    /** What goes wrong because a test wants it to. */
    public Faults faults() {
        return faults;
    }

    /** Begins to answer. */
    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The local HTTP server did not start: " + e.getMessage(), e);
        }
    }

    /** The port that was taken. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Ends it; calls under way are cut off. May be called several times. */
    @Override
    public void close() {
        faults.clear();
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            throw new IllegalStateException("The local HTTP server did not stop: " + e.getMessage(), e);
        }
        server.destroy();
    }

    record Mount(String prefix, Set<String> open, boolean ownOrigin, Endpoint service) {

        boolean covers(String path) {
            return prefix.endsWith("/") ? path.equals(prefix) : path.startsWith(prefix + "/");
        }

        String below(Request request) {
            String path = request.getHttpURI().getDecodedPath();
            return prefix.endsWith("/") ? "/" : path.substring(prefix.length());
        }
    }
}
