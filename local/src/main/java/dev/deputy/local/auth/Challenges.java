package dev.deputy.local.auth;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code auth.mfa_challenges}: each is a wish to prove a factor, good for one success within five minutes. */
final class Challenges {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Clock clock;

    Challenges(Clock clock) {
        this.clock = clock;
    }

    /** @param forThisCaller neither answered before nor asked for from another address */
    record Challenge(UUID id, Instant expiresAt, boolean forThisCaller) {}

    Challenge begin(Connection connection, UUID factorId, String address) throws SQLException {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        Sql.update(
                connection,
                "insert into auth.mfa_challenges (id, factor_id, created_at, ip_address) values (?, ?, ?, ?::inet)",
                id,
                factorId,
                now,
                address);
        // The column is unique, and a test may have stopped the clock.
        Sql.update(
                connection,
                "update auth.mfa_factors set last_challenged_at = case when exists"
                        + " (select 1 from auth.mfa_factors where last_challenged_at = ? and id <> ?)"
                        + " then (select max(last_challenged_at) + interval '1 microsecond' from auth.mfa_factors)"
                        + " else ? end where id = ?",
                now,
                factorId,
                now,
                factorId);
        return new Challenge(id, now.plus(LIFETIME), true);
    }

    Optional<Challenge> find(Connection connection, UUID factorId, UUID id, String address) throws SQLException {
        return Sql.first(
                connection,
                "select id, created_at, verified_at is null and ip_address = ?::inet as answerable"
                        + " from auth.mfa_challenges where factor_id = ? and id = ? for update",
                Challenges::read,
                address,
                factorId,
                id);
    }

    boolean isOver(Challenge challenge) {
        return clock.instant().isAfter(challenge.expiresAt());
    }

    void delete(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "delete from auth.mfa_challenges where id = ?", id);
    }

    /**
     * Notes the success.
     *
     * @param code what must not work again; null where it may
     */
    void answered(Connection connection, UUID id, @Nullable String code) throws SQLException {
        Sql.update(
                connection,
                "update auth.mfa_challenges set verified_at = ?, otp_code = ? where id = ?",
                clock.instant(),
                code,
                id);
    }

    /** Whether the code has been accepted for the factor since then. */
    boolean wasAccepted(Connection connection, UUID factorId, String code, Instant since) throws SQLException {
        return Sql.first(
                        connection,
                        "select 1 from auth.mfa_challenges where factor_id = ? and otp_code = ? and verified_at > ?",
                        row -> true,
                        factorId,
                        code,
                        since)
                .isPresent();
    }

    private static Challenge read(ResultSet row) throws SQLException {
        Instant createdAt = Objects.requireNonNull(Sql.instant(row, "created_at"));
        return new Challenge(row.getObject("id", UUID.class), createdAt.plus(LIFETIME), row.getBoolean("answerable"));
    }
}
