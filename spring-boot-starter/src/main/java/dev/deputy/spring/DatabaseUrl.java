package dev.deputy.spring;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database's address as Supabase's dashboard shows it, {@code postgresql://user:password@host:port/database?…}, in the
 * terms of the JDBC driver. User and password stay out of the JDBC address, which drivers and pools like to log.
 *
 * @param jdbcUrl the address for the driver, without user and password
 */
record DatabaseUrl(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final String HINT =
            "SUPABASE_DB_URL (supabase.db-url) is not an address such as postgresql://user:password@host:5432/postgres";

    // What libpq and Prisma call otherwise than pgjdbc does.
    private static final Map<String, String> JDBC_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "schema", "currentSchema");

    /**
     * Reads an address that begins with {@code postgresql://}, {@code postgres://} or {@code jdbc:postgresql://}.
     *
     * @throws IllegalArgumentException when it is none; the message does not show it, for it may hold a password
     */
    static DatabaseUrl parse(String url) {
        String rest = url.strip().replaceFirst("^(jdbc:)?postgres(ql)?://", "");
        if (rest.length() == url.strip().length()) {
            throw new IllegalArgumentException(HINT + ".");
        }
        int at = rest.lastIndexOf('@');
        String userInfo = at < 0 ? "" : rest.substring(0, at);
        String location = rest.substring(at + 1);
        int question = location.indexOf('?');
        String path = question < 0 ? location : location.substring(0, question);
        int slash = path.indexOf('/');
        String hosts = slash < 0 ? path : path.substring(0, slash);
        String database = slash < 0 ? "" : path.substring(slash + 1);

        Map<String, String> parameters = parameters(question < 0 ? "" : location.substring(question + 1));
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
        String userParameter = parameters.remove("user");
        String passwordParameter = parameters.remove("password");
        adapt(hosts, parameters);
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return new DatabaseUrl(
                "jdbc:postgresql://" + (hosts.isEmpty() ? "localhost" : hosts) + "/"
                        + (database.isEmpty() ? "postgres" : database) + (query.isEmpty() ? "" : "?" + query),
                user.isEmpty() ? userParameter : user,
                password.isEmpty() ? passwordParameter : password);
    }

    private static void adapt(String hosts, Map<String, String> parameters) {
        if ("true".equals(parameters.remove("pgbouncer"))) {
            parameters.putIfAbsent("prepareThreshold", "0");
        }
        String host = hosts.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        if (host.endsWith(".supabase.co") || host.endsWith(".supabase.com")) {
            parameters.putIfAbsent("sslmode", "require");
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = decode(parameter.substring(0, equals));
                parameters.put(JDBC_NAMES.getOrDefault(name, name), decode(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            // A plus sign is a plus sign here; only HTML forms mean a space by it.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(HINT + ": write a % in the user name or password as %25.");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The address only. */
    @Override
    public String toString() {
        return jdbcUrl;
    }
}
