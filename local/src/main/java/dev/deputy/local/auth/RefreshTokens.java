package dev.deputy.local.auth;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code auth.refresh_tokens}: each token works once and is followed by another; all tokens of a session are a
 * family. One that is used again although its time is over was stolen, or its thief is now the one with the newer tokens:
 * the family ends.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700, section 4.14.2</a>
 */
final class RefreshTokens {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 12;

    private final SecureRandom random = new SecureRandom();
    private final Duration reuse;
    private final boolean rotation;
    private final Clock clock;

    RefreshTokens(AuthSettings settings, Clock clock) {
        this.reuse = settings.refreshTokenReuse();
        this.rotation = settings.refreshTokenRotation();
        this.clock = clock;
    }

    /** The first token of a session. */
    String issue(Connection connection, UUID userId, UUID sessionId) throws SQLException {
        return insert(connection, userId, sessionId, null);
    }

    /** Which session the token is or was good for. Empty for a token that does not exist. */
    Optional<UUID> sessionOf(Connection connection, String token) throws SQLException {
        return Sql.first(
                connection,
                "select session_id from auth.refresh_tokens where token = ? and session_id is not null",
                row -> row.getObject(1, UUID.class),
                token);
    }

    /**
     * Gives the token's successor. The session's row must be locked, so that of many who bring the same token all get the
     * same answer.
     *
     * @return empty when the token had been used, its time is over, and its family, where tokens rotate, has now been
     *     ended; commit that
     */
    Optional<String> exchange(Connection connection, Session session, String token) throws SQLException {
        Optional<Stored> brought = find(connection, "token = ?", token);
        if (brought.isEmpty()) {
            return Optional.empty();
        }
        if (brought.get().revoked()) {
            Optional<Stored> active = find(connection, "session_id = ? and not revoked", session.id());
            if (active.isPresent() && token.equals(active.get().parent())) {
                return Optional.of(active.get().token()); // the client did not get the answer the first time
            }
            boolean tooLate = clock.instant().isAfter(brought.get().updatedAt().plus(reuse));
            // No active token: the family was ended, and its last token must not come to life by the reuse interval.
            if (tooLate || active.isEmpty()) {
                if (rotation) {
                    endFamily(connection, session.id());
                }
                return Optional.empty();
            }
        }
        Sql.update(
                connection,
                "update auth.refresh_tokens set revoked = true, updated_at = ? where token = ? and not revoked",
                clock.instant(),
                token);
        return Optional.of(insert(connection, session.userId(), session.id(), token));
    }

    /**
     * A token that follows on none, for a session that has become stronger: when the reuse interval is over, no token from
     * before leads to it.
     */
    String startOver(Connection connection, Session session) throws SQLException {
        endFamily(connection, session.id());
        return insert(connection, session.userId(), session.id(), null);
    }

    private void endFamily(Connection connection, UUID sessionId) throws SQLException {
        Sql.update(
                connection,
                "update auth.refresh_tokens set revoked = true, updated_at = ? where session_id = ? and not revoked",
                clock.instant(),
                sessionId);
    }

    private String insert(Connection connection, UUID userId, UUID sessionId, @Nullable String parent)
            throws SQLException {
        String token = newToken();
        Instant now = clock.instant();
        Sql.update(
                connection,
                "insert into auth.refresh_tokens"
                        + " (instance_id, token, user_id, session_id, parent, revoked, created_at, updated_at)"
                        + " values ('00000000-0000-0000-0000-000000000000', ?, ?, ?, ?, false, ?, ?)",
                token,
                userId.toString(),
                sessionId,
                parent,
                now,
                now);
        return token;
    }

    private static Optional<Stored> find(Connection connection, String condition, Object value) throws SQLException {
        return Sql.first(
                connection,
                "select token, parent, revoked, updated_at from auth.refresh_tokens where " + condition
                        + " order by id desc limit 1",
                Stored::read,
                value);
    }

    private String newToken() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }

    private record Stored(String token, @Nullable String parent, boolean revoked, Instant updatedAt) {

        static Stored read(ResultSet row) throws SQLException {
            Instant updatedAt = Sql.instant(row, "updated_at");
            return new Stored(
                    row.getString("token"),
                    row.getString("parent"),
                    row.getBoolean("revoked"),
                    updatedAt == null ? Instant.EPOCH : updatedAt);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Stored[revoked=" + revoked + "]";
        }
    }
}
