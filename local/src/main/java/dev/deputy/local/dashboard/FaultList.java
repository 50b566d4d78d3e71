package dev.deputy.local.dashboard;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Fault;
import dev.deputy.local.http.Faults;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.Routes;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/faults}: what goes wrong on purpose. */
final class FaultList {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final Faults faults;

    FaultList(Faults faults) {
        this.faults = faults;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/v1/faults", call -> list())
                .on("POST", "/v1/faults", this::add)
                .on("DELETE", "/v1/faults", call -> {
                    faults.clear();
                    return list();
                });
    }

    private Answer list() {
        ObjectNode body = Json.object();
        ArrayNode all = body.putArray("faults");
        faults.list().forEach(fault -> all.add(json(fault)));
        return Answer.json(200, body);
    }

    private Answer add(Call call) throws IOException {
        Body body = call.json();
        OptionalInt times = body.optionalInteger("times");
        if (times.isPresent() && times.getAsInt() < 1) {
            throw invalid("\"times\" must be 1 or more");
        }
        try {
            Fault fault = begin(faults.at(body.text("path")), body);
            times.ifPresent(fault::times);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        return list();
    }

    private static Fault begin(Faults.Place place, Body body) {
        return switch (body.text("does")) {
            case "answer" -> {
                int status = body.optionalInteger("status").orElse(503);
                yield body.optionalText("body").isPresent()
                        ? place.answers(status, body.text("body"))
                        : place.answers(status);
            }
            case "garbage" -> place.answersGarbage();
            case "delay" -> place.isSlowBy(delay(body.text("delay")));
            case "hang" -> place.hangs();
            default -> throw invalid("\"does\" must be answer, garbage, delay or hang");
        };
    }

    private static Duration delay(String text) {
        try {
            Duration delay = Duration.parse(text);
            if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
                throw invalid("\"delay\" must be an hour at most; \"hang\" waits for good");
            }
            return delay;
        } catch (DateTimeParseException e) {
            throw invalid("\"delay\" must be a time such as PT2S or PT0.5S");
        }
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }

    private static ObjectNode json(Fault fault) {
        ObjectNode json = Json.object().put("path", fault.prefix());
        boolean hangs = fault.delay().compareTo(LONGEST) > 0;
        if (fault.status().isPresent()) {
            json.put("does", "answer").put("status", fault.status().getAsInt());
        } else if (hangs) {
            json.put("does", "hang");
        } else {
            json.put("does", "delay").put("delay", fault.delay().toString());
        }
        fault.left().ifPresent(left -> json.put("left", left));
        return json.put("happened", fault.happened());
    }
}
