package dev.deputy.local.auth;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The hashes of the codes that were sent out: in columns of {@code auth.users}, one of a kind for each user, and again in
 * {@code auth.one_time_tokens}, where they are looked for.
 */
final class OneTimeTokens {

    /** What a code is for. */
    enum Kind {
        CONFIRMATION("confirmation_token", "confirmation_sent_at"),
        RECOVERY("recovery_token", "recovery_sent_at"),
        EMAIL_CHANGE_NEW("email_change_token_new", "email_change_sent_at"),
        EMAIL_CHANGE_CURRENT("email_change_token_current", "email_change_sent_at"),
        PHONE_CHANGE("phone_change_token", "phone_change_sent_at"),
        REAUTHENTICATION("reauthentication_token", "reauthentication_sent_at");

        private final String column;
        private final String sentAt;

        Kind(String column, String sentAt) {
            this.column = column;
            this.sentAt = sentAt;
        }

        /** The column that says when the last one was sent. */
        String sentAt() {
            return sentAt;
        }
    }

    /** A code that was sent to a user and not used yet. */
    record Found(UUID userId, Kind kind, String hash) {

        boolean isPkce() {
            return hash.startsWith(OneTimeCode.PKCE);
        }

        /** Without the hash, which lets somebody in. */
        @Override
        public String toString() {
            return "Found[" + userId + ", " + kind + "]";
        }
    }

    private final Clock clock;

    OneTimeTokens(Clock clock) {
        this.clock = clock;
    }

    /** Keeps the hash, in place of an older one of its kind. */
    void store(Connection connection, UUID userId, Kind kind, String sentTo, String hash) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "update auth.users set " + kind.column + " = ?, " + kind.sentAt + " = ?, updated_at = ? where id = ?",
                hash,
                now,
                now,
                userId);
        Sql.update(
                connection,
                "insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to, created_at, updated_at)"
                        + " values (gen_random_uuid(), ?, ?::auth.one_time_token_type, ?, lower(?), ?, ?)"
                        + " on conflict (user_id, token_type) do update set token_hash = excluded.token_hash,"
                        + " relates_to = excluded.relates_to, updated_at = excluded.updated_at",
                userId,
                kind.column,
                hash,
                sentTo,
                now.atOffset(ZoneOffset.UTC).toLocalDateTime(), // these columns have no time zone
                now.atOffset(ZoneOffset.UTC).toLocalDateTime());
    }

    /** Finds whose hash that is. */
    Optional<Found> find(Connection connection, String hash, List<Kind> kinds) throws SQLException {
        return Sql.first(
                connection,
                "select user_id, token_type::text from auth.one_time_tokens"
                        + " where token_hash = ? and token_type::text = any(?)",
                row -> new Found(row.getObject(1, UUID.class), kind(row.getString(2)), hash),
                hash,
                kinds.stream().map(kind -> kind.column).toList());
    }

    /** Finds the hash among those of the user, written either way. */
    Optional<Found> find(Connection connection, UUID userId, String hash, List<Kind> kinds) throws SQLException {
        for (String written : List.of(hash, OneTimeCode.PKCE + hash)) {
            Optional<Found> found = find(connection, written, kinds)
                    .filter(token -> token.userId().equals(userId));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    boolean isExpired(Connection connection, Found found, Duration expiry) throws SQLException {
        return sentAt(connection, found.userId(), found.kind())
                .map(sent -> clock.instant().isAfter(sent.plus(expiry)))
                .orElse(true);
    }

    Optional<Instant> sentAt(Connection connection, UUID userId, Kind kind) throws SQLException {
        return Sql.first(
                        connection,
                        "select " + kind.sentAt + " from auth.users where id = ?",
                        row -> Optional.ofNullable(Sql.instant(row, kind.sentAt)),
                        userId)
                .flatMap(time -> time);
    }

    /** Forgets one code: it was used. */
    void use(Connection connection, UUID userId, Kind kind) throws SQLException {
        Sql.update(connection, "update auth.users set " + kind.column + " = '' where id = ?", userId);
        Sql.update(
                connection,
                "delete from auth.one_time_tokens where user_id = ? and token_type::text = ?",
                userId,
                kind.column);
    }

    private static Kind kind(String column) {
        for (Kind kind : Kind.values()) {
            if (kind.column.equals(column)) {
                return kind;
            }
        }
        throw new IllegalStateException("auth.one_time_tokens has an unknown type: " + column);
    }
}
