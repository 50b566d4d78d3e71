package dev.deputy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Algorithm algorithm;
    private final JsonObject claims;

    VerifiedClaims(
            String subject,
            @Nullable UUID userId,
            String role,
            Instant expiresAt,
            Algorithm algorithm,
            JsonObject claims) {
        this.subject = subject;
        this.userId = userId;
        this.role = role;
        this.expiresAt = expiresAt;
        this.algorithm = algorithm;
        this.claims = claims;
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

    /** What the token was signed with. */
    Algorithm algorithm() {
        return algorithm;
    }

    Optional<UUID> sessionId() {
        return text("session_id").map(UuidText::read);
    }

    boolean isAnonymous() {
        // Hooks may write what they like here; only a plain no, or nothing, means no.
        Object claim = claims.get("is_anonymous");
        return claim != null && !claim.equals(false);
    }

    @Nullable
    Object get(String name) {
        return claims.get(name);
    }

    /** A text claim; an empty string counts as absent, as Supabase writes it for "none". */
    Optional<String> text(String name) {
        return claims.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    Map<String, Object> object(String name) {
        return claims.get(name) instanceof Map<?, ?> object ? withoutNulls(object) : Map.of();
    }

    /** All of them, made anew each time. */
    Map<String, Object> all() {
        return withoutNulls(claims.toMap());
    }

    /** The text that was signed. */
    String json() {
        return new String(claims.utf8(), StandardCharsets.UTF_8);
    }

    /** How many bytes the text has that was signed. */
    int length() {
        return claims.utf8().length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerifiedClaims that && Arrays.equals(claims.utf8(), that.claims.utf8());
    }

    @Override
    public int hashCode() {
        return subject.hashCode();
    }

    @SuppressWarnings("unchecked") // the JSON reader makes maps of this type only
    private static Map<String, Object> withoutNulls(Map<?, ?> object) {
        return (Map<String, Object>) Objects.requireNonNull(copyWithoutNulls(object));
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
