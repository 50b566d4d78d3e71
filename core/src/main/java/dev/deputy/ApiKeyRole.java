package dev.deputy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The role that an older API key claims, for telling mixed-up settings; it proves nothing. */
final class ApiKeyRole {

    private ApiKeyRole() {}

    static @Nullable String of(String key) {
        String[] segments = key.split("\\.", -1);
        if (segments.length != 3) {
            return null;
        }
        try {
            byte[] payload = Base64Url.decode(segments[1].getBytes(StandardCharsets.ISO_8859_1));
            return Json.read(payload).get("role") instanceof String role ? role : null;
        } catch (MalformedException e) {
            return null;
        }
    }
}
