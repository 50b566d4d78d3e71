package dev.deputy.local.auth;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code auth.users}. */
final class Users {

    /** The only audience there is. */
    static final String AUDIENCE = "authenticated";

    /** The index that keeps two people from sharing an address. */
    static final String ONE_USER_AN_ADDRESS = "users_email_partial_key";

    /** The constraint that keeps two people from sharing a number. */
    static final String ONE_USER_A_NUMBER = "users_phone_key";

    private static final String BY_EMAIL = " from auth.users where lower(email) = ? and aud = '" + AUDIENCE
            + "' and not is_sso_user order by created_at limit 1";

    private static final String BY_PHONE =
            " from auth.users where phone = ? and aud = '" + AUDIENCE + "' and not is_sso_user";

    private static final String FILTERED = " from auth.users where aud = '" + AUDIENCE
            + "' and (position(lower(?) in lower(coalesce(email, ''))) > 0"
            + " or position(lower(?) in lower(raw_user_meta_data ->> 'full_name')) > 0)";

    private final Identities identities;
    private final Factors factors;
    private final Clock clock;

    Users(Identities identities, Factors factors, Clock clock) {
        this.identities = identities;
        this.factors = factors;
        this.clock = clock;
    }

    /** What is needed to check a password, and nothing more. */
    static final class Credentials {
        private final UUID userId;
        private final @Nullable String passwordHash;

        Credentials(UUID userId, @Nullable String passwordHash) {
            this.userId = userId;
            this.passwordHash = passwordHash;
        }

        UUID userId() {
            return userId;
        }

        @Nullable
        String passwordHash() {
            return passwordHash;
        }
    }

    /** A user to be made. The hash is empty for those who have no password. */
    record NewUser(
            UUID id,
            String role,
            @Nullable String email,
            @Nullable String phone,
            String passwordHash,
            ObjectNode appMetadata,
            ObjectNode userMetadata,
            boolean anonymous) {

        NewUser(
                UUID id,
                String role,
                @Nullable String email,
                String passwordHash,
                ObjectNode appMetadata,
                ObjectNode userMetadata,
                boolean anonymous) {
            this(id, role, email, null, passwordHash, appMetadata, userMetadata, anonymous);
        }

        /** Without the hash. */
        @Override
        public String toString() {
            return "NewUser[" + id + "]";
        }
    }

    Optional<User> find(Connection connection, UUID id) throws SQLException {
        return first(connection, "select " + User.COLUMNS + " from auth.users where id = ?", id);
    }

    /** Finds the user and keeps others from changing the row until the transaction ends. */
    Optional<User> lock(Connection connection, UUID id) throws SQLException {
        return first(connection, "select " + User.COLUMNS + " from auth.users where id = ? for no key update", id);
    }

    Optional<User> findByEmail(Connection connection, String email) throws SQLException {
        return first(connection, "select " + User.COLUMNS + BY_EMAIL, email);
    }

    /** Also finds who comes in by a provider that knows them under this address. */
    Optional<User> findByAnyEmail(Connection connection, String email) throws SQLException {
        return Sql.first(
                connection,
                "select " + User.COLUMNS + " from auth.users where aud = '" + AUDIENCE + "' and not is_sso_user"
                        + " and (lower(email) = ? or id in (select user_id from auth.identities where email = ?))"
                        + " order by coalesce(lower(email) = ?, false) desc, created_at limit 1",
                row -> read(connection, row),
                email,
                email,
                email);
    }

    Optional<User> findByPhone(Connection connection, String phone) throws SQLException {
        return first(connection, "select " + User.COLUMNS + BY_PHONE, phone);
    }

    /** Finds who would like to have the number. */
    Optional<User> findByNewPhone(Connection connection, String phone) throws SQLException {
        return first(
                connection,
                "select " + User.COLUMNS + " from auth.users where phone_change = ? and aud = '" + AUDIENCE
                        + "' and not is_sso_user order by phone_change_sent_at desc nulls last limit 1",
                phone);
    }

    Optional<Credentials> credentialsByPhone(Connection connection, String phone) throws SQLException {
        return Sql.first(connection, "select id, encrypted_password" + BY_PHONE, Users::credentials, phone);
    }

    Optional<Credentials> credentials(Connection connection, String email) throws SQLException {
        return Sql.first(connection, "select id, encrypted_password" + BY_EMAIL, Users::credentials, email);
    }

    Optional<Credentials> credentials(Connection connection, UUID id) throws SQLException {
        return Sql.first(
                connection, "select id, encrypted_password from auth.users where id = ?", Users::credentials, id);
    }

    /** @throws SQLException {@link #ONE_USER_AN_ADDRESS} when the address is taken; whatever a trigger throws */
    void insert(Connection connection, NewUser user) throws SQLException {
        Instant now = clock.instant();
        // The empty texts are what GoTrue writes, and what SQL that reads these columns expects.
        Sql.update(
                connection,
                "insert into auth.users (instance_id, id, aud, role, email, phone, encrypted_password, raw_app_meta_data,"
                        + " raw_user_meta_data, is_anonymous, created_at, updated_at, confirmation_token, recovery_token,"
                        + " email_change, email_change_token_new, email_change_token_current)"
                        + " values ('00000000-0000-0000-0000-000000000000', ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?,"
                        + " '', '', '', '', '')",
                user.id(),
                AUDIENCE,
                user.role(),
                user.email(),
                user.phone(),
                user.passwordHash(),
                user.appMetadata(),
                user.userMetadata(),
                user.anonymous(),
                now,
                now);
    }

    void signedIn(Connection connection, UUID id) throws SQLException {
        Instant now = clock.instant();
        Sql.update(connection, "update auth.users set last_sign_in_at = ?, updated_at = ? where id = ?", now, now, id);
    }

    /** With a filter, those whose address or name has it. */
    List<User> list(Connection connection, String filter, Page page) throws SQLException {
        return Sql.all(
                connection,
                "select " + User.COLUMNS + FILTERED
                        + (page.oldestFirst() ? " order by created_at, id" : " order by created_at desc, id")
                        + " limit ? offset ?",
                row -> read(connection, row),
                filter,
                filter,
                page.size(),
                page.offset());
    }

    long count(Connection connection, String filter) throws SQLException {
        return Sql.first(connection, "select count(*)" + FILTERED, row -> row.getLong(1), filter, filter)
                .orElseThrow();
    }

    private Optional<User> first(Connection connection, String sql, Object value) throws SQLException {
        return Sql.first(connection, sql, row -> read(connection, row), value);
    }

    private User read(Connection connection, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        // Few users have factors, so the row says whether it is worth while to look for them.
        List<Factor> theirs = row.getBoolean("has_factors") ? factors.of(connection, id) : List.of();
        return User.read(row, theirs, identities.of(connection, id));
    }

    private static Credentials credentials(ResultSet row) throws SQLException {
        return new Credentials(row.getObject("id", UUID.class), row.getString("encrypted_password"));
    }
}
