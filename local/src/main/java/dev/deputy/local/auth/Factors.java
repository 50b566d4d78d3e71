package dev.deputy.local.auth;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code auth.mfa_factors}. */
final class Factors {

    /** What nobody has tried to prove by then was given up. */
    private static final Duration UNTOUCHED = Duration.ofMinutes(5);

    /** The index that keeps a user from giving two factors one name. */
    static final String ONE_FACTOR_A_NAME = "mfa_factors_user_friendly_name_unique";

    private final Clock clock;

    Factors(Clock clock) {
        this.clock = clock;
    }

    List<Factor> of(Connection connection, UUID userId) throws SQLException {
        return Sql.all(
                connection,
                "select " + Factor.COLUMNS + " from auth.mfa_factors where user_id = ? order by created_at, id",
                Factor::read,
                userId);
    }

    Optional<Factor> find(Connection connection, UUID userId, UUID id) throws SQLException {
        return Sql.first(
                connection,
                "select " + Factor.COLUMNS + " from auth.mfa_factors where user_id = ? and id = ?",
                Factor::read,
                userId,
                id);
    }

    boolean hasVerified(Connection connection, UUID userId) throws SQLException {
        return Sql.first(
                        connection,
                        "select 1 from auth.mfa_factors where user_id = ? and status = 'verified' limit 1",
                        row -> true,
                        userId)
                .isPresent();
    }

    /** Adds an authenticator app that has not been proven yet, and gives its id. */
    UUID addTotp(Connection connection, UUID userId, String name, String secret) throws SQLException {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        Sql.update(
                connection,
                "insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret, created_at,"
                        + " updated_at) values (?, ?, ?, 'totp', 'unverified', ?, ?, ?)",
                id,
                userId,
                name,
                secret,
                now,
                now);
        return id;
    }

    void setName(Connection connection, UUID id, String name) throws SQLException {
        Sql.update(
                connection,
                "update auth.mfa_factors set friendly_name = ?, updated_at = ? where id = ?",
                name,
                clock.instant(),
                id);
    }

    /** Notes that it was proven; what the user began of the same kind and never proved goes away. */
    void verified(Connection connection, UUID userId, Factor factor) throws SQLException {
        Sql.update(
                connection,
                "update auth.mfa_factors set status = 'verified', updated_at = ? where id = ? and status <> 'verified'",
                clock.instant(),
                factor.id());
        Sql.update(
                connection,
                "delete from auth.mfa_factors where user_id = ? and status = 'unverified' and factor_type::text = ?",
                userId,
                factor.type());
    }

    void delete(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "delete from auth.mfa_factors where id = ?", id);
    }

    void deleteAllOf(Connection connection, UUID userId) throws SQLException {
        Sql.update(connection, "delete from auth.mfa_factors where user_id = ?", userId);
    }

    void deleteGivenUp(Connection connection, UUID userId) throws SQLException {
        Sql.update(
                connection,
                "delete from auth.mfa_factors f where user_id = ? and status = 'unverified' and created_at < ?"
                        + " and not exists (select 1 from auth.mfa_challenges where factor_id = f.id)",
                userId,
                clock.instant().minus(UNTOUCHED));
    }
}
