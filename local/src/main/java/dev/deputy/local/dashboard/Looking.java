package dev.deputy.local.dashboard;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.Routes;
import dev.deputy.local.rest.SeeAs;
import dev.deputy.local.rest.SeeAs.Policy;
import dev.deputy.local.rest.SeeAs.Seen;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/tables} and {@code /v1/see-as}: a table through somebody else's eyes. */
final class Looking {

    private final SeeAs seeAs;

    Looking(SeeAs seeAs) {
        this.seeAs = seeAs;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/v1/tables", call -> tables()).on("POST", "/v1/see-as", this::look);
    }

    private Answer tables() {
        ObjectNode body = Json.object();
        ArrayNode tables = body.putArray("tables");
        seeAs.tables()
                .forEach(table ->
                        tables.addObject().put("schema", table.schema()).put("name", table.name()));
        return Answer.json(200, body);
    }

    private Answer look(Call call) throws IOException, SQLException {
        Body body = call.json();
        UUID user = body.optionalText("user").map(Looking::uuid).orElse(null);
        String schema = body.optionalText("schema").orElse("public");
        try {
            return Answer.json(200, json(seeAs.rows(user, schema, body.text("name"), body.text("query"))));
        } catch (IllegalArgumentException e) {
            throw user == null ? e : new Failure(404, "user_not_found", "There is no user " + user);
        }
    }

    private static ObjectNode json(Seen seen) {
        ObjectNode body = Json.object().put("status", seen.status());
        body.set("body", seen.body());
        body.put("total", seen.total()).put("row_security", seen.rowSecurity()).put("table_rows", seen.tableRows());
        ArrayNode policies = body.putArray("policies");
        for (Policy policy : seen.policies()) {
            ObjectNode one = policies.addObject()
                    .put("name", policy.name())
                    .put("command", policy.command())
                    .put("permissive", policy.permissive())
                    .put("using", policy.using())
                    .put("passes", policy.passes());
            policy.roles().forEach(one.putArray("roles")::add);
        }
        return body;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(400, "validation_failed", "\"user\" must be a user's UUID");
        }
    }
}
