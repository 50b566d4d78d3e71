package dev.deputy.local.dashboard;

import dev.deputy.local.Inbox;
import dev.deputy.local.auth.Message;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.Routes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/inbox}: the mails and text messages that were not sent, with their codes and links. */
final class Mails {

    private final Inbox inbox;

    Mails(Inbox inbox) {
        this.inbox = inbox;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/v1/inbox", this::list)
                .on("GET", "/v1/inbox/last", this::last)
                .on("DELETE", "/v1/inbox", call -> {
                    inbox.clear();
                    return Answer.empty(204);
                });
    }

    private Answer list(Call call) {
        List<Message> found = call.parameter("to").map(inbox::messagesTo).orElseGet(inbox::messages);
        int limit = call.parameter("limit").map(Mails::number).orElse(Integer.MAX_VALUE);
        ObjectNode body = Json.object().put("total", found.size());
        found.stream().limit(limit).map(Mails::json).forEach(body.putArray("messages")::add);
        return Answer.json(200, body);
    }

    private Answer last(Call call) {
        String to = call.parameter("to")
                .orElseThrow(() ->
                        new Failure(400, "validation_failed", "Say whose message with \"to\", an address or a number"));
        return inbox.lastTo(to)
                .map(message -> Answer.json(200, json(message)))
                .orElseThrow(() -> new Failure(404, "message_not_found", "There is no message to " + to));
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new Failure(400, "validation_failed", "\"limit\" must be a number");
        }
        return Integer.parseInt(text);
    }

    private static ObjectNode json(Message message) {
        return Json.object()
                .put("id", message.id().toString())
                .put("to", message.to())
                .put("kind", message.kind())
                .put("subject", message.subject())
                .put("text", message.text())
                .put("html", message.html())
                .put("link", message.link())
                .put("code", message.code())
                .put("sent_at", message.sentAt().toString());
    }
}
