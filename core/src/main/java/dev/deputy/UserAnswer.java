package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.REFUSED_BY_AUTH;
import static dev.deputy.InvalidTokenException.Reason.SESSION_NOT_FOUND;
import static dev.deputy.InvalidTokenException.Reason.USER_BANNED;
import static dev.deputy.InvalidTokenException.Reason.USER_NOT_FOUND;

import dev.deputy.InvalidTokenException.Reason;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the Auth server says about a token, read out of its answer to {@code GET /user}. It counts as a refusal only when
 * Auth itself says so, with a code that we know: what a gateway, a proxy or a page of HTML says is no news about the
 * token.
 */
sealed interface UserAnswer {

    /** The token is good. */
    record Confirmed() implements UserAnswer {}

    /** The token is bad. */
    record Refused(Reason reason) implements UserAnswer {}

    /** The answer is of no use. */
    record Useless(Fault fault, String message, Duration retryAfter) implements UserAnswer {}

    /** Whose fault it is when an answer is of no use. */
    enum Fault {
        /** The server's: any request would have got such an answer, or none. */
        SERVER,
        /** Ours: a setting is wrong. */
        SETTINGS,
        /** Not known; it may have to do with the token, so that a sender could provoke it. */
        UNCLEAR
    }

    static UserAnswer useless(Fault fault, String message) {
        return new Useless(fault, message, RetryAfter.DEFAULT);
    }

    /**
     * Reads an answer.
     *
     * @param subject the user that the token names
     */
    static UserAnswer read(HttpResponse<byte[]> response, String subject, Instant now) {
        int status = response.statusCode();
        return switch (status) {
            case 200 -> user(response.body(), subject, now);
            case 400, 401, 403 -> refusal(status, code(response));
            case 404 ->
                useless(
                        Fault.SETTINGS,
                        "it answered with status 404: set projectUrl (SUPABASE_URL) to the address of a Supabase project");
            case 429 -> new Useless(Fault.SERVER, "it has too many requests", retryAfter(response.headers(), now));
            default -> {
                if (status >= 500) {
                    String message = "it answered with status " + status;
                    yield new Useless(Fault.SERVER, message, retryAfter(response.headers(), now));
                }
                if (status >= 300 && status < 400) { // not followed: the token is for this server only
                    yield useless(
                            Fault.SETTINGS,
                            "it redirects to another address: set projectUrl (SUPABASE_URL) to where the project is");
                }
                yield useless(Fault.UNCLEAR, "it answered with status " + status);
            }
        };
    }

    private static UserAnswer user(byte[] body, String subject, Instant now) {
        Map<String, @Nullable Object> user = object(body);
        if (user == null || !(user.get("id") instanceof String id)) {
            return useless(Fault.SERVER, "it answered with something else than a user");
        }
        if (!id.equalsIgnoreCase(subject)) {
            return useless(Fault.SERVER, "it answered with another user than the token's");
        }
        if (user.get("deleted_at") != null) {
            return new Refused(USER_NOT_FOUND);
        }
        return user.get("banned_until") instanceof String time
                ? banned(time, now) // before its version 2.195 Auth shows banned users rather than refusing them
                : new Confirmed();
    }

    private static UserAnswer banned(String until, Instant now) {
        try {
            return OffsetDateTime.parse(until).toInstant().isAfter(now) ? new Refused(USER_BANNED) : new Confirmed();
        } catch (DateTimeException e) {
            return useless(Fault.SERVER, "it answered with a banned_until that is no time");
        }
    }

    private static UserAnswer refusal(int status, String code) {
        return switch (code) {
            case "bad_jwt", "no_authorization", "validation_failed" -> new Refused(REFUSED_BY_AUTH);
            case "user_not_found" -> new Refused(USER_NOT_FOUND);
            case "session_not_found", "session_expired" -> new Refused(SESSION_NOT_FOUND);
            case "user_banned" -> new Refused(USER_BANNED);
            case "", "invalid_api_key" ->
                status == 401
                        ? useless(
                                Fault.SETTINGS,
                                "its gateway refuses our API key: set publishableKey (SUPABASE_PUBLISHABLE_KEY), or the"
                                        + " older anonKey (SUPABASE_ANON_KEY), to a key of this very project that has"
                                        + " not been revoked")
                        : useless(Fault.UNCLEAR, "it answered with status " + status);
            default -> useless(Fault.UNCLEAR, "it answered with status " + status + " and the unknown code " + code);
        };
    }

    /** Auth's own code, in any of its dialects, fit for a log; empty when there is none, as when a gateway answers. */
    private static String code(HttpResponse<byte[]> response) {
        Optional<String> field = response.headers().firstValue("x-sb-error-code");
        Map<String, @Nullable Object> body = object(response.body());
        Object code = field.isPresent() || body == null
                ? field.orElse("")
                : body.get("error_code") instanceof String older ? older : body.get("code");
        return code instanceof String text && text.matches("[A-Za-z0-9_.-]{1,64}") ? text : "";
    }

    private static @Nullable Map<String, @Nullable Object> object(byte[] body) {
        try {
            return Json.object(body);
        } catch (MalformedException e) {
            return null;
        }
    }

    private static Duration retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After")
                .map(field -> RetryAfter.read(field, now))
                .orElse(RetryAfter.DEFAULT);
    }
}
