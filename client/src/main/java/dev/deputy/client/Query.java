package dev.deputy.client;

import dev.deputy.client.Request.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request to the data API as far as it has been described. Immutable. */
final class Query {

    /** Names of parameters that are none of columns. */
    static final Set<String> RESERVED =
            Set.of("select", "order", "limit", "offset", "columns", "on_conflict", "and", "or", "not");

    private static final Set<String> IDENTITY = Set.of("authorization", "apikey");

    final String method;
    final String path;
    final String schema;
    final List<Parameter> parameters;
    private final Map<String, String> headers;
    private final List<String> preferences;
    private final boolean withoutNulls;
    final byte @Nullable [] body;

    private Query(
            String method,
            String path,
            String schema,
            List<Parameter> parameters,
            Map<String, String> headers,
            List<String> preferences,
            boolean withoutNulls,
            byte @Nullable [] body) {
        this.method = method;
        this.path = path;
        this.schema = schema;
        this.parameters = parameters;
        this.headers = headers;
        this.preferences = preferences;
        this.withoutNulls = withoutNulls;
        this.body = body;
    }

    static Query of(String method, String path, String schema) {
        return new Query(method, path, schema, List.of(), Map.of(), List.of(), false, null);
    }

    Query method(String method) {
        return new Query(method, path, schema, parameters, headers, preferences, withoutNulls, body);
    }

    Query body(byte[] body) {
        return new Query(method, path, schema, parameters, headers, preferences, withoutNulls, body);
    }

    Query parameters(List<Parameter> parameters) {
        return new Query(method, path, schema, List.copyOf(parameters), headers, preferences, withoutNulls, body);
    }

    /** One more parameter, also where there is one of this name. */
    Query append(String name, String value) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(new Parameter(name, value));
        return parameters(more);
    }

    /** The only parameter of this name. */
    Query set(String name, String value) {
        List<Parameter> more = new ArrayList<>(parameters);
        for (int i = 0; i < more.size(); i++) {
            if (more.get(i).name().equals(name)) {
                more.set(i, new Parameter(name, value));
                return parameters(more);
            }
        }
        return append(name, value);
    }

    /** What a parameter is; null if there is none. */
    @Nullable
    String get(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst()
                .orElse(null);
    }

    Query prefer(String preference) {
        List<String> more = new ArrayList<>(preferences);
        more.add(preference);
        return new Query(method, path, schema, parameters, headers, List.copyOf(more), withoutNulls, body);
    }

    Query preferInstead(String former, String preference) {
        List<String> more = new ArrayList<>(preferences);
        more.replaceAll(each -> each.equals(former) ? preference : each);
        return new Query(method, path, schema, parameters, headers, List.copyOf(more), withoutNulls, body);
    }

    Query header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Query(method, path, schema, parameters, more, preferences, withoutNulls, body);
    }

    Query strippingNulls() {
        return new Query(method, path, schema, parameters, headers, preferences, true, body);
    }

    boolean isStrippingNulls() {
        return withoutNulls;
    }

    /** A header field of the user's own; who is asking is not for it to say. */
    Query userHeader(String name, String value) {
        return header(checkedHeader(name), value);
    }

    static String checkedHeader(String name) {
        if (IDENTITY.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    name + " says who is asking, and that is said with as(caller), anonymously() or"
                            + " bypassingRowLevelSecurity()");
        }
        return name;
    }

    Request request(int urlLimit) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        Request request =
                Request.of(Service.DATA, method, path).parameters(parameters).headers(headers);
        if (!preferences.isEmpty()) {
            String own = headers.get("Prefer");
            request = request.header("Prefer", (own == null ? "" : own + ", ") + String.join(", ", preferences));
        }
        if (withoutNulls) {
            String accept = headers.getOrDefault("Accept", "application/vnd.pgrst.array+json");
            request = request.header("Accept", accept + ";nulls=stripped");
        }
        if (!reads) {
            request = request.body("application/json", body == null ? Body.NONE : Body.of(body));
        }
        return request.header(reads ? "Accept-Profile" : "Content-Profile", schema)
                .reading(urlLimit);
    }

    /** Columns without the blanks that people put between them; those in quotes are names'. */
    static String columns(String columns) {
        StringBuilder cleaned = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < columns.length(); i++) {
            char character = columns.charAt(i);
            if (!quoted && Character.isWhitespace(character)) {
                continue;
            }
            quoted ^= character == '"';
            cleaned.append(character);
        }
        return cleaned.toString();
    }

    /**
     * The name of a column where a comma or a parenthesis would end it.
     *
     * @throws IllegalArgumentException when it has one that is not in double quotes
     */
    static String column(String name) {
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character == '\\' && quoted) {
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && (",()&".indexOf(character) >= 0 || character < ' ')) {
                throw new IllegalArgumentException("\"" + name
                        + "\" is not the name of a column; put a name with such characters into double quotes");
            }
        }
        if (quoted || name.isBlank()) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a column");
        }
        return name;
    }
}
