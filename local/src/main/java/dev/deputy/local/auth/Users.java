package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final String BY_EMAIL = " from auth.users where lower(email) = ? and aud = '" + AUDIENCE
            + "' and not is_sso_user order by created_at limit 1";

    private static final String FILTERED = " from auth.users where aud = '" + AUDIENCE
            + "' and (position(lower(?) in lower(coalesce(email, ''))) > 0"
            + " or position(lower(?) in lower(raw_user_meta_data ->> 'full_name')) > 0)";

    private final Identities identities;
    private final Clock clock;

    Users(Identities identities, Clock clock) {
        this.identities = identities;
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
            String passwordHash,
            ObjectNode appMetadata,
            ObjectNode userMetadata,
            boolean anonymous) {

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
                "insert into auth.users (instance_id, id, aud, role, email, encrypted_password, raw_app_meta_data,"
                        + " raw_user_meta_data, is_anonymous, created_at, updated_at, confirmation_token, recovery_token,"
                        + " email_change, email_change_token_new, email_change_token_current)"
                        + " values ('00000000-0000-0000-0000-000000000000', ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?,"
                        + " '', '', '', '', '')",
                user.id(),
                AUDIENCE,
                user.role(),
                user.email(),
                user.passwordHash(),
                user.appMetadata(),
                user.userMetadata(),
                user.anonymous(),
                now,
                now);
    }

    void confirmEmail(Connection connection, UUID id) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set email_confirmed_at = coalesce(email_confirmed_at, ?), confirmation_token = '',"
                        + " raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || '{\"email_verified\": true}',"
                        + " updated_at = ? where id = ?",
                clock.instant(),
                clock.instant(),
                id);
        forgetOneTimeTokens(connection, id);
    }

    void signedIn(Connection connection, UUID id) throws SQLException {
        Instant now = clock.instant();
        Sql.update(connection, "update auth.users set last_sign_in_at = ?, updated_at = ? where id = ?", now, now, id);
    }

    /** Stores a new password. What was sent out under the old one (links, codes) no longer works. */
    void setPassword(Connection connection, UUID id, String hash) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set encrypted_password = ?, confirmation_token = '', confirmation_sent_at = null,"
                        + " recovery_token = '', recovery_sent_at = null, email_change_token_current = '',"
                        + " email_change_token_new = '', email_change_sent_at = null, phone_change_token = '',"
                        + " phone_change_sent_at = null, reauthentication_token = '', reauthentication_sent_at = null,"
                        + " updated_at = ? where id = ?",
                hash,
                clock.instant(),
                id);
        forgetOneTimeTokens(connection, id);
    }

    void setEmail(Connection connection, UUID id, String email) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set email = ?, email_change = '', email_change_token_current = '',"
                        + " email_change_token_new = '', is_anonymous = false, updated_at = ? where id = ?",
                email,
                clock.instant(),
                id);
    }

    /** Adds the members to what is there; a member that is null is taken away. */
    void mergeUserMetadata(Connection connection, UUID id, ObjectNode changes) throws SQLException {
        merge(connection, "raw_user_meta_data", id, changes);
    }

    /** As {@link #mergeUserMetadata}, for what users themselves cannot change. */
    void mergeAppMetadata(Connection connection, UUID id, ObjectNode changes) throws SQLException {
        merge(connection, "raw_app_meta_data", id, changes);
    }

    void setRole(Connection connection, UUID id, String role) throws SQLException {
        Sql.update(
                connection, "update auth.users set role = ?, updated_at = ? where id = ?", role, clock.instant(), id);
    }

    /** Bans the user until then, or no longer. */
    void ban(Connection connection, UUID id, @Nullable Instant until) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set banned_until = ?, updated_at = ? where id = ?",
                until,
                clock.instant(),
                id);
    }

    /** Deletes the user and, by foreign keys, what belongs to them. */
    void delete(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "delete from auth.users where id = ?", id);
    }

    /** Keeps the row for those who refer to it, and nothing in it that says who it was. */
    void deleteSoftly(Connection connection, UUID id) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "update auth.users set deleted_at = coalesce(deleted_at, ?), updated_at = ?, phone = null,"
                        + " email = encode(sha256(convert_to(id::text || coalesce(email, ''), 'UTF8')), 'hex'),"
                        + " encrypted_password = '', raw_user_meta_data = '{}', raw_app_meta_data = '{}',"
                        + " confirmation_token = '', recovery_token = '', email_change = '', phone_change = ''"
                        + " where id = ? and deleted_at is null",
                now,
                now,
                id);
        Sql.update(connection, "delete from auth.identities where user_id = ?", id);
        forgetOneTimeTokens(connection, id);
    }

    /** The newest first; with a filter, those whose address or name has it. */
    List<User> list(Connection connection, String filter, Page page) throws SQLException {
        return Sql.all(
                connection,
                "select " + User.COLUMNS + FILTERED + " order by created_at desc, id limit ? offset ?",
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

    private void merge(Connection connection, String column, UUID id, ObjectNode changes) throws SQLException {
        ObjectNode kept = Json.object();
        List<String> removed = new ArrayList<>();
        changes.forEachEntry((name, value) -> {
            if (value.isNull()) {
                removed.add(name);
            } else {
                kept.set(name, value);
            }
        });
        // In one statement, so that two changes at the same time both count.
        Sql.update(
                connection,
                "update auth.users set " + column + " = (coalesce(" + column + ", '{}') || ?::jsonb) - ?::text[],"
                        + " updated_at = ? where id = ?",
                kept,
                removed,
                clock.instant(),
                id);
    }

    /** Notes that the user was asked to confirm their address; the code is for nobody to guess. */
    void confirmationSent(Connection connection, UUID id) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "update auth.users set confirmation_token = ?, confirmation_sent_at = ?, updated_at = ? where id = ?",
                OneTimeCode.newHash(),
                now,
                now,
                id);
    }

    /** Notes the address that the user wants; it becomes theirs when it is confirmed. */
    void requestEmailChange(Connection connection, UUID id, String email) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "update auth.users set email_change = ?, email_change_token_new = ?, email_change_token_current = ?,"
                        + " email_change_sent_at = ?, email_change_confirm_status = 0, updated_at = ? where id = ?",
                email,
                OneTimeCode.newHash(),
                OneTimeCode.newHash(),
                now,
                now,
                id);
    }

    boolean hasSecondFactor(Connection connection, UUID id) throws SQLException {
        return Sql.first(
                        connection,
                        "select 1 from auth.mfa_factors where user_id = ? and status = 'verified' limit 1",
                        row -> true,
                        id)
                .isPresent();
    }

    private static void forgetOneTimeTokens(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "delete from auth.one_time_tokens where user_id = ?", id);
    }

    private Optional<User> first(Connection connection, String sql, Object value) throws SQLException {
        return Sql.first(connection, sql, row -> read(connection, row), value);
    }

    private User read(Connection connection, ResultSet row) throws SQLException {
        return User.read(row, identities.of(connection, row.getObject("id", UUID.class)));
    }

    private static Credentials credentials(ResultSet row) throws SQLException {
        return new Credentials(row.getObject("id", UUID.class), row.getString("encrypted_password"));
    }
}
