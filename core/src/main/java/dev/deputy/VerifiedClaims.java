package dev.deputy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The claims of a token whose signature and claims have been checked. Immutable. */
final class VerifiedClaims {

    private final String subject;
    private final @Nullable UUID userId;
    private final String role;
    private final Instant expiresAt;
    private final Map<String, Object> all;
    private final String json;

    VerifiedClaims(
            String subject,
            @Nullable UUID userId,
            String role,
            Instant expiresAt,
            Map<String, @Nullable Object> claims,
            String json) {
        this.subject = subject;
        this.userId = userId;
        this.role = role;
        this.expiresAt = expiresAt;
        this.all = withoutNulls(claims, json);
        this.json = json;
    }

    UUID userId() {
        if (userId == null) {
            throw new IllegalStateException("the subject of this issuer's tokens is not a UUID: use subject()");
        }
        return userId;
    }

    String subject() {
        return subject;
    }

    String role() {
        return role;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Optional<UUID> sessionId() {
        return text("session_id").filter(UuidText::isUuid).map(UUID::fromString);
    }

    boolean isAnonymous() {
        // Hooks may write what they like here; only a plain no means no.
        return all.containsKey("is_anonymous") && !all.get("is_anonymous").equals(false);
    }

    /** A text claim; an empty string counts as absent, as Supabase writes it for "none". */
    Optional<String> text(String name) {
        return all.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // the JSON reader makes maps of this type only
    Map<String, Object> object(String name) {
        return all.get(name) instanceof Map<?, ?> object ? (Map<String, Object>) object : Map.of();
    }

    Map<String, Object> all() {
        return all;
    }

    String json() {
        return json;
    }

    /** Most tokens have none, as a look at their text shows, and then nothing is copied. */
    @SuppressWarnings("unchecked") // the copy of an object is an object
    private static Map<String, Object> withoutNulls(Map<String, @Nullable Object> claims, String json) {
        Object result = json.contains("null") ? copyWithoutNulls(claims) : claims;
        return (Map<String, Object>) Objects.requireNonNull(result);
    }

    private static @Nullable Object copyWithoutNulls(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            object.forEach((name, member) -> {
                if (member != null) {
                    copy.put(name, copyWithoutNulls(member));
                }
            });
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object element : list) {
                if (element != null) {
                    copy.add(copyWithoutNulls(element));
                }
            }
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
