package dev.deputy.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the pool's connections go, as the driver's URL says: {@code jdbc:postgresql://host:port,host:port/database}. */
record Server(List<String> hosts, List<Integer> ports) {

    private static final int DEFAULT_PORT = 5432;

    static Server of(Connection connection) throws SQLException {
        return of(connection.getMetaData().getURL());
    }

    /** Nothing is known of a URL that is no URL of Postgres: then there are no hosts, and nothing is loopback. */
    static Server of(@Nullable String url) {
        List<String> hosts = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        int start = url == null ? -1 : url.indexOf("://");
        if (url == null || start < 0) {
            return new Server(List.of(), List.of());
        }
        String authority = url.substring(start + 3).split("[/?]", 2)[0];
        for (String address : authority.split(",", -1)) {
            int colon = address.lastIndexOf(':');
            boolean hasPort = colon > address.lastIndexOf(']')
                    && address.substring(colon + 1).matches("[0-9]{1,5}");
            hosts.add(hasPort ? address.substring(0, colon) : address);
            ports.add(hasPort ? Integer.parseInt(address.substring(colon + 1)) : DEFAULT_PORT);
        }
        return new Server(List.copyOf(hosts), List.copyOf(ports));
    }

    /** Whether all of its addresses are this very machine's. */
    boolean isLoopback() {
        return !hosts.isEmpty()
                && hosts.stream()
                        .allMatch(host -> host.equals("localhost")
                                || host.equals("[::1]")
                                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
    }

    /** Whether one of its addresses is a pooler's. */
    boolean isPooler() {
        for (int i = 0; i < hosts.size(); i++) {
            if (Pooler.isPooler(hosts.get(i), ports.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The addresses, without the rest of the URL, which may hold a password. */
    @Override
    public String toString() {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            addresses.add(hosts.get(i) + ":" + ports.get(i));
        }
        return String.join(",", addresses);
    }
}
