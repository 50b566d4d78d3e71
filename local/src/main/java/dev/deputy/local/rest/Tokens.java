package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who a request is from, by its token; errors as PostgREST says them. */
final class Tokens {

    /** The clocks of two machines may differ by so many seconds. */
    private static final long LEEWAY = 30;

    /** Believes a token's signature, or does not. */
    interface Signatures {
        /** The claims of a token that the project's keys signed; empty for any other text. */
        Optional<ObjectNode> claims(String token);
    }

    private final Signatures signatures;
    private final Clock clock;

    Tokens(Signatures signatures, Clock clock) {
        this.signatures = signatures;
        this.clock = clock;
    }

    /**
     * The claims of the token in the header, or none if there is no token.
     *
     * @throws Refusal 401 when there is one that is not to be believed
     */
    ObjectNode claims(Optional<String> authorization) {
        String header = authorization.orElse("").strip();
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Json.object();
        }
        String token = header.substring(7).strip();
        int parts = token.split("\\.", -1).length;
        if (token.isEmpty()) {
            throw refused("PGRST301", "Empty JWT is sent in Authorization header", null);
        }
        if (parts != 3) {
            throw refused("PGRST301", "Expected 3 parts in JWT; got " + parts, null);
        }
        ObjectNode claims = signatures
                .claims(token)
                .orElseThrow(() -> refused(
                        "PGRST301",
                        "No suitable key or wrong key type",
                        "None of the keys was able to decode the JWT"));
        checkTimes(claims);
        return claims;
    }

    private void checkTimes(ObjectNode claims) {
        double now = clock.instant().getEpochSecond();
        JsonNode expires = claims.path("exp");
        JsonNode notBefore = claims.path("nbf");
        JsonNode issued = claims.path("iat");
        for (String name : List.of("exp", "nbf", "iat")) {
            if (isBad(claims.path(name))) {
                throw refused("PGRST303", "The JWT '" + name + "' claim must be a number", null);
            }
        }
        if (expires.isNumber() && now - LEEWAY >= expires.asDouble()) {
            throw refused("PGRST303", "JWT expired", null);
        }
        if (notBefore.isNumber() && now + LEEWAY < notBefore.asDouble()) {
            throw refused("PGRST303", "JWT not yet valid", null);
        }
        if (issued.isNumber() && now + LEEWAY < issued.asDouble()) {
            throw refused("PGRST303", "JWT issued at future", null);
        }
    }

    private static boolean isBad(JsonNode time) {
        return !time.isMissingNode() && !time.isNull() && !time.isNumber();
    }

    private static Refusal refused(String code, String message, @org.jspecify.annotations.Nullable String details) {
        return Refusal.of(401, code, message, details, null)
                .with("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"" + message + "\"");
    }
}
