package dev.deputy.local.dashboard;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.RecentRequest;
import dev.deputy.local.http.RecentRequests;
import dev.deputy.local.http.Routes;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/requests}: what was asked lately, and how it was answered. */
final class RequestLog {

    private final RecentRequests recent;

    RequestLog(RecentRequests recent) {
        this.recent = recent;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/v1/requests", this::list).on("DELETE", "/v1/requests", call -> {
            recent.clear();
            return Answer.empty(204);
        });
    }

    private Answer list(Call call) {
        ObjectNode body = Json.object();
        recent.after(call.parameter("after").map(RequestLog::number).orElse(0L)).stream()
                .map(RequestLog::json)
                .forEach(body.putArray("requests")::add);
        return Answer.json(200, body);
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new Failure(400, "validation_failed", "\"after\" must be the number of a request");
        }
        return Long.parseLong(text);
    }

    private static ObjectNode json(RecentRequest request) {
        return Json.object()
                .put("number", request.number())
                .put("at", request.at().toString())
                .put("method", request.method())
                .put("address", request.address())
                .put("status", request.status())
                .put("milliseconds", request.took().toNanos() / 1e6)
                .put("code", request.code().orElse(null))
                .put("message", request.message().orElse(null))
                .put("caller", request.caller().orElse(null));
    }
}
