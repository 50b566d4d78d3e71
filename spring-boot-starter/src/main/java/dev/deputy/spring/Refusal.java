package dev.deputy.spring;

import dev.deputy.Decision;
import dev.deputy.Gate;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The refusals that this module adds to the {@link Gate}'s own, in the same form. */
final class Refusal {

    private Refusal() {}

    /** What the gate says to a request that comes empty-handed. */
    static Decision.Refuse noCaller(Gate requiringCaller) {
        if (requiringCaller.decide("GET", List.of()) instanceof Decision.Refuse refusal) {
            return refusal;
        }
        throw new IllegalStateException("a gate that requires a caller let nobody pass");
    }

    /** A known caller who may not do this (RFC 6750, section 3.1). */
    static Decision.Refuse forbidden() {
        return of(
                HttpStatus.FORBIDDEN,
                "forbidden",
                "You may not do this.",
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\""));
    }

    /** Nothing shows that Supabase has sent the webhook; why is for the log. */
    static Decision.Refuse unsignedWebhook() {
        return of(HttpStatus.UNAUTHORIZED, "invalid_webhook", "The webhook's signature is missing or wrong.", Map.of());
    }

    /** A browser sent a session's cookie, but nothing shows that a page of this service had it do so. */
    static Decision.Refuse crossSite() {
        return of(
                HttpStatus.FORBIDDEN,
                "csrf",
                "The request lacks the CSRF token, or comes from another site.",
                Map.of());
    }

    /** The token is good, but its session has ended: for the client no different from a bad token. */
    static Decision.Refuse signedOut() {
        return of(
                HttpStatus.UNAUTHORIZED,
                "invalid_token",
                "Invalid user token",
                Map.of(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"invalid_token\", error_description=\"Invalid user token\""));
    }

    /** What should have been changed is not there, or not for this caller, who is not told which. */
    static Decision.Refuse notFound() {
        return of(HttpStatus.NOT_FOUND, "not_found", "There is no such thing, or you may not change it.", Map.of());
    }

    /** Something that the endpoint needs is not there. */
    static Decision.Refuse unavailable(String code, String message, Map<String, String> headers) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, code, message, headers);
    }

    /** All texts are ours, so there is nothing to escape in them. */
    private static Decision.Refuse of(HttpStatus status, String code, String message, Map<String, String> headers) {
        String body = "{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase() + "\",\"status\":"
                + status.value() + ",\"detail\":\"" + message + "\",\"code\":\"" + code + "\"}";
        return new Decision.Refuse(status.value(), code, message, headers, body);
    }
}
