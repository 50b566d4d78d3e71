package dev.deputy.local.http;

import org.eclipse.jetty.http.HttpFields;

/**
 * Cross-origin rules: any origin may call, because nothing here goes by cookies; a page needs a token, and tokens do not
 * travel by themselves.
 */
final class Cors {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /** What supabase-js sends; a page that sends more says so in its preflight. */
    private static final String HEADERS = "apikey, authorization, x-client-info, content-type, x-supabase-api-version,"
            + " x-retry-count, prefer, accept-profile, content-profile, range, range-unit, x-region, traceparent,"
            + " tracestate, baggage";

    private static final String EXPOSED =
            "x-total-count, link, x-supabase-api-version, x-sb-error-code, content-range, content-location, range-unit";

    private Cors() {}

    static void mark(HttpFields.Mutable answer) {
        answer.put("Access-Control-Allow-Origin", "*");
        answer.put("Access-Control-Expose-Headers", EXPOSED);
    }

    static boolean isPreflight(String method, HttpFields request) {
        return method.equals("OPTIONS")
                && (request.contains("Origin") || request.contains("Access-Control-Request-Method"));
    }

    static Answer preflight(HttpFields request) {
        String wanted = request.get("Access-Control-Request-Headers");
        return Answer.empty(204)
                .with("Access-Control-Allow-Methods", METHODS)
                .with("Access-Control-Allow-Headers", wanted == null || wanted.isBlank() ? HEADERS : wanted)
                .with("Access-Control-Max-Age", "3600")
                .with("Vary", "Access-Control-Request-Headers");
    }
}
