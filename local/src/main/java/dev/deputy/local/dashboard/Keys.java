package dev.deputy.local.dashboard;

import dev.deputy.local.auth.SigningKeys;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.Routes;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/keys}: the signing keys and their states. */
final class Keys {

    private final SigningKeys keys;

    Keys(SigningKeys keys) {
        this.keys = keys;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/v1/keys", call -> list())
                .on("POST", "/v1/keys", this::add)
                .on("POST", "/v1/keys/rotate", call -> answer(200, keys::rotate))
                .on("POST", "/v1/keys/{id}/standby", call -> move(() -> keys.standBy(call.variable("id"))))
                .on("POST", "/v1/keys/{id}/revoke", call -> move(() -> keys.revoke(call.variable("id"))));
    }

    private Answer list() {
        ObjectNode body = Json.object();
        ArrayNode all = body.putArray("keys");
        keys.list().forEach(key -> all.add(json(key)));
        return Answer.json(200, body);
    }

    private Answer add(Call call) throws IOException {
        String algorithm = call.json().optionalText("algorithm").orElse("ES256");
        return switch (algorithm) {
            case "ES256" -> answer(201, keys::addStandby);
            case "RS256" -> answer(201, keys::addStandbyRsa);
            default -> throw new Failure(400, "validation_failed", "\"algorithm\" must be ES256 or RS256");
        };
    }

    private Answer move(Runnable change) {
        change(() -> {
            change.run();
            return change;
        });
        return list();
    }

    private static Answer answer(int status, Supplier<SigningKeys.Key> change) {
        return Answer.json(status, json(change(change)));
    }

    /** The keys say themselves what cannot be, in sentences for people. */
    private static <T> T change(Supplier<T> change) {
        try {
            return change.get();
        } catch (IllegalArgumentException e) {
            throw new Failure(404, "key_not_found", String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw new Failure(409, "key_in_another_state", String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode json(SigningKeys.Key key) {
        return Json.object()
                .put("id", key.id())
                .put("algorithm", key.algorithm())
                .put("state", key.state().name().toLowerCase(Locale.ROOT));
    }
}
