package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;

/** {@code /admin/users/{id}/factors}: what services with the secret key do with users' second factors. */
final class AdminFactors {

    private final Authentication authentication;
    private final Database database;
    private final Users users;
    private final Sessions sessions;
    private final Factors factors;

    AdminFactors(Authentication authentication, Database database, Tables tables) {
        this.authentication = authentication;
        this.database = database;
        this.users = tables.users();
        this.sessions = tables.sessions();
        this.factors = tables.factors();
    }

    Answer list(Call call) throws SQLException {
        authentication.requireAdministrator(call);
        UUID userId = AdminUsers.id(call);
        return database.read(connection -> {
            User user = users.find(connection, userId).orElseThrow(AdminUsers::notFound);
            ArrayNode all = Json.array();
            factors.of(connection, user.id()).forEach(factor -> all.add(factor.json()));
            return Answer.json(200, all);
        });
    }

    Answer change(Call call) throws IOException, SQLException {
        authentication.requireAdministrator(call);
        UUID userId = AdminUsers.id(call);
        UUID id = database.read(connection -> find(connection, userId, call)).id();
        String name = MyFactors.checkLength(call.json().text("friendly_name"));
        try {
            return database.inTransaction(connection -> {
                if (!name.isEmpty()) {
                    factors.setName(connection, id, name);
                }
                return Answer.json(200, find(connection, userId, call).json());
            });
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Factors.ONE_FACTOR_A_NAME)) {
                throw MyFactors.nameTaken(name);
            }
            throw e;
        }
    }

    /** A session that the factor made sure of is an ordinary one again. */
    Answer delete(Call call) throws SQLException {
        authentication.requireAdministrator(call);
        UUID userId = AdminUsers.id(call);
        return database.inTransaction(connection -> {
            User user = users.lock(connection, userId).orElseThrow(AdminUsers::notFound);
            Factor factor = find(connection, user.id(), call);
            factors.delete(connection, factor.id());
            sessions.noLongerSureBy(connection, factor);
            return Answer.json(200, factor.json());
        });
    }

    private Factor find(Connection connection, UUID userId, Call call) throws SQLException {
        User user = users.find(connection, userId).orElseThrow(AdminUsers::notFound);
        return factors.find(connection, user.id(), MyFactors.factorId(call)).orElseThrow(MyFactors::notFound);
    }
}
