package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * What whoever runs a local Supabase can do beyond Supabase's admin API: be somebody without their password, and see and
 * end sessions. Asks for no token: whoever lets calls in here has checked them.
 */
final class Control {

    private final Database database;
    private final Users users;
    private final Sessions sessions;
    private final Factors factors;
    private final Entrance entrance;
    private final URI site;
    private final Clock clock;

    /** @param site where the users of this project are at home */
    Control(Database database, Tables tables, Entrance entrance, URI site, Clock clock) {
        this.database = database;
        this.users = tables.users();
        this.sessions = tables.sessions();
        this.factors = tables.factors();
        this.entrance = entrance;
        this.site = site;
        this.clock = clock;
    }

    Routes routes() {
        return new Routes()
                .on("POST", "/users/{id}/sessions", this::signInAs)
                .on("GET", "/sessions", this::sessions)
                .on("DELETE", "/sessions/{id}", this::endSession);
    }

    /** As a link in a mail would sign them in; the checks are the same. With {@code "aal": "aal2"} as after a code of their app. */
    private Answer signInAs(Call call) throws IOException, SQLException {
        UUID id = uuid(call.variable("id"));
        String level = call.optionalJson().map(body -> body.text("aal")).orElse("");
        if (!level.isEmpty() && !level.matches("aal[12]")) {
            throw new Failure(400, "validation_failed", "aal must be aal1 or aal2");
        }
        return database.inTransaction(connection -> {
            User user =
                    users.lock(connection, id).orElseThrow(() -> new Failure(404, "user_not_found", "User not found"));
            if (user.isBanned(clock.instant())) {
                throw new Failure(403, "user_banned", "User is banned");
            }
            Factor factor = level.equals("aal2") ? provenFactor(connection, id) : null;
            ObjectNode session = entrance.admit(connection, id, "otp", factor, call);
            return Answer.json(200, session.put("site_url", site.toString()));
        });
    }

    /** An authenticator app of the user's, a new one if they have none. */
    private Factor provenFactor(Connection connection, UUID user) throws SQLException {
        Optional<Factor> app = provenApp(connection, user);
        if (app.isPresent()) {
            return app.get();
        }
        UUID id = factors.addTotp(connection, user, "", Totp.newSecret());
        factors.verified(connection, user, factors.find(connection, user, id).orElseThrow());
        return provenApp(connection, user).orElseThrow();
    }

    private Optional<Factor> provenApp(Connection connection, UUID user) throws SQLException {
        return factors.of(connection, user).stream()
                .filter(factor -> factor.verified() && factor.type().equals(Factor.TOTP))
                .findFirst();
    }

    private Answer sessions(Call call) throws SQLException {
        UUID user = call.parameter("user_id").map(Control::uuid).orElse(null);
        Page page = Page.of(call);
        return database.read(connection -> {
            ObjectNode body = Json.object();
            body.putArray("sessions").addAll(SessionList.of(connection, user, page));
            return page.mark(Answer.json(200, body), call, SessionList.count(connection, user));
        });
    }

    private Answer endSession(Call call) throws SQLException {
        UUID id = uuid(call.variable("id"));
        return database.inTransaction(connection -> {
            if (sessions.lock(connection, id).isEmpty()) {
                throw new Failure(404, "session_not_found", "Session not found");
            }
            sessions.end(connection, id);
            return Answer.empty(204);
        });
    }

    private static UUID uuid(String text) {
        return Authentication.uuid(text)
                .orElseThrow(() -> new Failure(400, "validation_failed", "\"" + text + "\" is not a UUID"));
    }
}
