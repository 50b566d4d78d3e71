package dev.deputy;

import java.time.Duration;
import java.util.Map;

/**
 * The error answers: status, code and header fields (RFC 6750, section 3), and problem details as the body (RFC 9457).
 * All bad tokens get the same answer; why a token is bad is for the log.
 */
final class Refusal {

    private static final String CHALLENGE = "WWW-Authenticate";

    static final Decision.Refuse MISSING =
            refuse(401, "missing_credentials", "Unauthorized", Map.of(CHALLENGE, "Bearer"));

    static final Decision.Refuse INVALID = refuse(
            401,
            "invalid_token",
            "Invalid user token",
            Map.of(CHALLENGE, "Bearer error=\"invalid_token\", error_description=\"Invalid user token\""));

    static final Decision.Refuse INVALID_KEY =
            refuse(401, "invalid_api_key", "Invalid API key", Map.of(CHALLENGE, "Bearer"));

    /** RFC 9470, section 3: the caller may come back after another step. */
    private static final Decision.Refuse SECOND_FACTOR = refuse(
            401,
            "insufficient_aal",
            "A second factor is required",
            Map.of(CHALLENGE, "Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\""));

    private Refusal() {}

    static Decision.Refuse of(InvalidTokenException.Reason reason) {
        return switch (reason) {
            case ROLE_NOT_ALLOWED -> forbidden("role_not_allowed", "This role is not allowed here");
            case ANONYMOUS_NOT_ALLOWED -> forbidden("anonymous_not_allowed", "Anonymous users are not allowed here");
            case CLIENT_NOT_ALLOWED -> forbidden("client_not_allowed", "This OAuth client is not allowed here");
            case INSUFFICIENT_AAL -> SECOND_FACTOR;
            default -> INVALID;
        };
    }

    static Decision.Refuse unavailable(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
        return refuse(
                503,
                "auth_unavailable",
                "Authentication is not available at the moment",
                Map.of("Retry-After", Long.toString(seconds)));
    }

    private static Decision.Refuse forbidden(String code, String message) {
        return refuse(403, code, message, Map.of(CHALLENGE, "Bearer error=\"insufficient_scope\""));
    }

    private static Decision.Refuse refuse(int status, String code, String message, Map<String, String> headers) {
        String title =
                switch (status) {
                    case 401 -> "Unauthorized";
                    case 403 -> "Forbidden";
                    default -> "Service Unavailable";
                };
        // No value comes from outside and none needs an escape.
        String body = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + message + "\",\"code\":\"" + code + "\"}";
        return new Decision.Refuse(status, code, message, headers, body);
    }
}
