package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of {@code app_metadata} that says by which providers a user comes in. */
final class Providers {

    private Providers() {}

    static ObjectNode only(String provider) {
        return of(List.of(provider));
    }

    static ObjectNode of(List<String> providers) {
        ObjectNode metadata = Json.object();
        if (!providers.isEmpty()) {
            metadata.put("provider", providers.get(0));
        }
        ArrayNode all = metadata.putArray("providers");
        providers.forEach(all::add);
        return metadata;
    }
}
