package dev.deputy.local.auth;

import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whose token a request carries. The checks and their order are GoTrue's, because clients act on which one failed. */
final class Authentication {

    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+)");
    private static final Set<String> ADMINISTRATORS = Set.of("service_role", "supabase_admin");

    private final AccessTokens tokens;
    private final Users users;
    private final Sessions sessions;
    private final Database database;
    private final Clock clock;

    Authentication(AccessTokens tokens, Database database, Tables tables, Clock clock) {
        this.tokens = tokens;
        this.users = tables.users();
        this.sessions = tables.sessions();
        this.database = database;
        this.clock = clock;
    }

    /**
     * A user who is there and may act.
     *
     * @param session null when the token names none
     */
    record Identified(User user, @Nullable Session session, ObjectNode claims) {

        boolean isForAudience(String audience) {
            JsonNode aud = claims.path("aud");
            return audience.equals((aud.isArray() ? aud.path(0) : aud).asString(""));
        }
    }

    Identified user(Call call) throws SQLException {
        ObjectNode claims = claims(call);
        return database.read(connection -> identify(connection, claims));
    }

    /** A user with a session who is not anonymous, the only kind that has second factors. */
    Identified member(Call call) throws SQLException {
        Identified who = user(call);
        if (who.claims().path("is_anonymous").asBoolean(false)) {
            throw new Failure(403, "no_authorization", "Anonymous user not allowed to perform these actions");
        }
        if (who.session() == null) {
            throw Failures.sessionGone();
        }
        return who;
    }

    /** Keeps others from changing the user until the transaction ends; refuses a session that was ended meanwhile. */
    User lock(Connection connection, Identified who) throws SQLException {
        User user = users.lock(connection, who.user().id()).orElseThrow(Failures::userGone);
        if (who.session() != null
                && sessions.find(connection, who.session().id()).isEmpty()) {
            throw Failures.sessionGone();
        }
        return user;
    }

    /** Lets the project's own services pass: tokens whose role administers, with or without a subject. */
    void requireAdministrator(Call call) {
        String role = claims(call).path("role").asString("");
        if (!ADMINISTRATORS.contains(role)) {
            throw new Failure(403, "not_admin", "User not allowed");
        }
    }

    private ObjectNode claims(Call call) {
        Matcher bearer = BEARER.matcher(call.authorization().orElse("").strip());
        if (!bearer.matches()) {
            throw new Failure(401, "no_authorization", "This endpoint requires a valid Bearer token");
        }
        return tokens.verify(bearer.group(1));
    }

    private Identified identify(Connection connection, ObjectNode claims) throws SQLException {
        String subject = claims.path("sub").asString("");
        if (subject.isEmpty()) {
            throw badToken(403, "missing sub claim");
        }
        UUID userId = uuid(subject).orElseThrow(() -> badToken(400, "sub claim must be a UUID"));
        User user = users.find(connection, userId).orElseThrow(Failures::userGone);
        Session session = session(connection, claims.path("session_id").asString(""), userId);
        if (user.isBanned(clock.instant())) {
            throw new Failure(403, "user_banned", "User is banned");
        }
        return new Identified(user, session, claims);
    }

    private @Nullable Session session(Connection connection, String id, UUID userId) throws SQLException {
        if (id.isEmpty()) {
            return null;
        }
        UUID sessionId = uuid(id).orElseThrow(() -> badToken(403, "session_id claim must be a UUID"));
        return sessions.find(connection, sessionId)
                .filter(session -> session.userId().equals(userId))
                .orElseThrow(Failures::sessionGone);
    }

    /** Only the form with 36 characters; Java's own parser also takes shorter ones. */
    static Optional<UUID> uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Failure badToken(int status, String why) {
        return new Failure(status, "bad_jwt", "invalid claim: " + why);
    }
}
