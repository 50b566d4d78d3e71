package dev.deputy;

import java.util.Map;

/** What a {@link Gate} says about an HTTP request. An adapter only carries it out. */
public sealed interface Decision {

    /** Let the request pass: it is a preflight, or it carries no credential and needs none. There is no caller. */
    record Skip() implements Decision {}

    /** Let the request pass on behalf of the caller. */
    record Admit(Caller caller) implements Decision {}

    /**
     * Let the request pass on behalf of an application that has one of the project's API keys. There is no caller.
     *
     * @param key which key; never the key itself
     */
    record AdmitKey(ApiKey key) implements Decision {}

    /**
     * Answer the request with an error.
     *
     * @param status the HTTP status: 401, 403 or 503
     * @param code a machine-readable code, such as {@code missing_credentials}
     * @param message one sentence for people
     * @param headers header fields of the answer, such as {@code WWW-Authenticate} and {@code Retry-After}
     * @param body the answer's body, problem details (RFC 9457) as JSON, of type {@code application/problem+json}
     */
    record Refuse(int status, String code, String message, Map<String, String> headers, String body)
            implements Decision {}
}
