package dev.deputy.local.http;

import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The middle of a token: says whose it is, and is worth nothing without the signature. */
final class TokenPayload {

    private static final int LARGEST = 4096;

    private TokenPayload() {}

    static @Nullable String of(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        int first = authorization.indexOf('.');
        int second = authorization.indexOf('.', first + 1);
        return first < 0 || second < 0 || second - first > LARGEST ? null : authorization.substring(first + 1, second);
    }

    /** The user's number, or the role of a token that is nobody's in particular. */
    static Optional<String> caller(String payload) {
        try {
            JsonNode claims = Json.parse(Base64.getUrlDecoder().decode(payload));
            String subject = claims.path("sub").asString("");
            return Optional.of(subject.isEmpty() ? claims.path("role").asString("") : subject)
                    .filter(name -> !name.isEmpty());
        } catch (RuntimeException e) {
            return Optional.empty(); // no token, only something with two dots
        }
    }
}
