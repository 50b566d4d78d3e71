package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import tools.jackson.databind.node.ObjectNode;

/** The two ways in which GoTrue writes failures: the first one, and the one that clients ask for by a header. */
final class Dialect {

    private static final String HEADER = "X-Supabase-Api-Version";
    private static final String VERSION = "2024-01-01";

    private Dialect() {}

    static Answer write(Failure failure, Call call) {
        ObjectNode body = Json.object();
        if (isNew(call)) {
            body.put("code", failure.code()).put("message", failure.getMessage());
        } else {
            body.put("code", failure.status()).put("error_code", failure.code()).put("msg", failure.getMessage());
        }
        failure.details().forEach((name, value) -> body.set(name, Json.of(value)));
        return Answer.json(failure.status(), body).withAll(failure.headers()).with("x-sb-error-code", failure.code());
    }

    /** The answer says which version it is written in, if the client asked for one. */
    static Answer mark(Answer answer, Call call) {
        return isNew(call) ? answer.with(HEADER, VERSION) : answer;
    }

    private static boolean isNew(Call call) {
        // Dates in this form sort as text; a later version than the latest is answered in the latest.
        return call.header(HEADER)
                .filter(version -> version.matches("\\d{4}-\\d{2}-\\d{2}") && version.compareTo(VERSION) >= 0)
                .isPresent();
    }
}
