package dev.deputy.spring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the token in the payload of a {@code connection_init}, where browsers put it because they can send no header with a
 * WebSocket's handshake: {@code {"Authorization": "Bearer …"}} as the documents of Spring and graphql-ws have it, the same
 * under {@code headers} as some clients do, or {@code {"authToken": "…"}} as Apollo's do.
 */
final class ConnectionInit {

    private ConnectionInit() {}

    /** As the values of an {@code Authorization} header: none, one, or too many. */
    static List<String> authorization(Map<String, Object> payload) {
        Set<String> found = new LinkedHashSet<>();
        collect(payload, found);
        if (payload.get("headers") instanceof Map<?, ?> headers) {
            collect(headers, found);
        }
        if (payload.get("authToken") instanceof String token) {
            found.add("Bearer " + token);
        }
        return List.copyOf(found);
    }

    /** What is no text is no good token either. */
    private static void collect(Map<?, ?> fields, Set<String> found) {
        fields.forEach((name, value) -> {
            if (String.valueOf(name).equalsIgnoreCase("authorization")) {
                found.add(String.valueOf(value));
            }
        });
    }
}
