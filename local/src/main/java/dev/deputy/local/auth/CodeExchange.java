package dev.deputy.local.auth;

import dev.deputy.local.auth.FlowStates.Flow;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /token?grant_type=pkce}: the code that the browser came back with, for tokens. */
final class CodeExchange {

    private final Database database;
    private final Users users;
    private final FlowStates flows;
    private final Entrance entrance;
    private final Clock clock;

    CodeExchange(Database database, Tables tables, Entrance entrance, Clock clock) {
        this.database = database;
        this.users = tables.users();
        this.flows = tables.flowStates();
        this.entrance = entrance;
        this.clock = clock;
    }

    Answer exchange(Call call) throws IOException, SQLException {
        Body body = call.json();
        String code = body.text("auth_code");
        String verifier = body.text("code_verifier");
        if (code.isEmpty() || verifier.isEmpty()) {
            throw new Failure(
                    400, "validation_failed", "invalid request: both auth code and code verifier should be non-empty");
        }
        return database.inTransaction(connection -> exchange(connection, code, verifier, call));
    }

    private Answer exchange(Connection connection, String code, String verifier, Call call) throws SQLException {
        Flow flow = flows.find(connection, code).orElseThrow(CodeExchange::notFound);
        UUID userId = flow.userId();
        if (userId == null) {
            throw notFound();
        }
        if (flows.isExpired(flow)) {
            throw new Failure(422, "flow_state_expired", "invalid flow state, flow state has expired");
        }
        if (!flow.challenge().isMetBy(verifier)) {
            throw new Failure(400, "bad_code_verifier", "code challenge does not match previously saved code verifier");
        }
        User user = users.lock(connection, userId).orElseThrow(CodeExchange::notFound);
        if (!flows.end(connection, flow)) {
            throw notFound(); // somebody else came first with the same code
        }
        if (user.isBanned(clock.instant())) {
            throw new Failure(403, "user_banned", "User is banned");
        }
        ObjectNode answer = entrance.admit(connection, userId, flow.method(), call);
        putUnlessEmpty(answer, "provider_token", flow.providerToken());
        putUnlessEmpty(answer, "provider_refresh_token", flow.providerRefreshToken());
        return Answer.json(200, answer);
    }

    private static void putUnlessEmpty(ObjectNode answer, String name, String value) {
        if (!value.isEmpty()) {
            answer.put(name, value);
        }
    }

    private static Failure notFound() {
        return new Failure(404, "flow_state_not_found", "invalid flow state, no valid flow state found");
    }
}
