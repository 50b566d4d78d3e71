package dev.deputy.spring;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database's address as Supabase's dashboard shows it, {@code postgresql://user:password@host:port/database?…}, in the
 * terms of the JDBC driver. User and passwords stay out of the JDBC address, which drivers and pools like to log.
 *
 * @param jdbcUrl the address for the driver, without user and passwords
 * @param sslPassword what the client certificate's key is encrypted with
 */
record DatabaseUrl(
        String jdbcUrl,
        @Nullable String user,
        @Nullable String password,
        @Nullable String sslPassword) {

    private static final String HINT =
            "SUPABASE_DB_URL (supabase.db-url) is not an address such as postgresql://user:password@host:5432/postgres";

    private static final String ENCODE =
            ": write a % in the user name, the password or a parameter as %25, a ? as %3F, an @ as %40.";

    // One host, or several for failover; nothing that could be a piece of a user name or password.
    private static final Pattern HOSTS =
            Pattern.compile("(HOST(,HOST)*)?".replace("HOST", "(\\[[\\w:.%]+]|[\\w.-]+)(:\\d+)?"));

    private static final Pattern PARAMETER = Pattern.compile("\\w+=.*");

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
        // First of all: an @ of a parameter's value must not make the text behind it the host that gets the password.
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String front = question < 0 ? rest : rest.substring(0, question);
        int at = front.lastIndexOf('@');
        String userInfo = at < 0 ? "" : front.substring(0, at);
        String path = front.substring(at + 1);
        int slash = path.indexOf('/');
        String hosts = slash < 0 ? path : path.substring(0, slash);
        String database = slash < 0 ? "" : path.substring(slash + 1);

        if (!HOSTS.matcher(hosts).matches()) {
            throw new IllegalArgumentException(HINT + ENCODE);
        }

        Map<String, String> parameters = parameters(query);
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
        String userParameter = parameters.remove("user");
        String passwordParameter = parameters.remove("password");
        String sslPassword = parameters.remove("sslpassword");
        adapt(hosts, parameters);
        String jdbcQuery = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return new DatabaseUrl(
                "jdbc:postgresql://" + (hosts.isEmpty() ? "localhost" : hosts) + "/"
                        + (database.isEmpty() ? "postgres" : database) + (jdbcQuery.isEmpty() ? "" : "?" + jdbcQuery),
                user.isEmpty() ? userParameter : user,
                password.isEmpty() ? passwordParameter : password,
                sslPassword);
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
            if (parameter.isEmpty()) {
                continue;
            }
            // Otherwise the ? was one of the password's, and this may be the rest of it.
            if (!PARAMETER.matcher(parameter).matches()) {
                throw new IllegalArgumentException(HINT + ENCODE);
            }
            int equals = parameter.indexOf('=');
            String name = parameter.substring(0, equals);
            parameters.put(JDBC_NAMES.getOrDefault(name, name), decode(parameter.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            // A plus sign is a plus sign here; only HTML forms mean a space by it.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(HINT + ENCODE);
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
