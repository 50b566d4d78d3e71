package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What can be changed about a row of {@code auth.users}. */
final class UserChanges {

    private final Clock clock;

    UserChanges(Clock clock) {
        this.clock = clock;
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

    void confirmPhone(Connection connection, UUID id) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set phone_confirmed_at = ?, confirmation_token = '', is_anonymous = false,"
                        + " updated_at = ? where id = ?",
                clock.instant(),
                clock.instant(),
                id);
        forgetOneTimeTokens(connection, id);
    }

    void invited(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "update auth.users set invited_at = ? where id = ?", clock.instant(), id);
    }

    /** Notes that the user has proved once more who they are, by whichever code. */
    void recovered(Connection connection, UUID id) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set recovery_token = '', reauthentication_token = '', updated_at = ? where id = ?",
                clock.instant(),
                id);
        forgetOneTimeTokens(connection, id);
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
                        + " email_change_token_new = '', email_change_confirm_status = 0, is_anonymous = false, updated_at = ? where id = ?",
                email,
                clock.instant(),
                id);
    }

    /** Notes the address that the user wants; it becomes theirs when it is confirmed. */
    void requestEmailChange(Connection connection, UUID id, String email) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set email_change = ?, email_change_confirm_status = 0, updated_at = ? where id = ?",
                email,
                clock.instant(),
                id);
    }

    /** Notes that one of the two addresses has agreed to the change. */
    void agreeToEmailChange(Connection connection, UUID id) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set email_change_confirm_status = 1, updated_at = ? where id = ?",
                clock.instant(),
                id);
    }

    boolean isEmailChangeAgreed(Connection connection, UUID id) throws SQLException {
        return Sql.first(
                        connection,
                        "select email_change_confirm_status from auth.users where id = ?",
                        row -> row.getInt(1) == 1,
                        id)
                .orElse(false);
    }

    /** Notes the number that the user wants; it becomes theirs when it is confirmed. */
    void requestPhoneChange(Connection connection, UUID id, String phone) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set phone_change = ?, updated_at = ? where id = ?",
                phone,
                clock.instant(),
                id);
    }

    void setPhone(Connection connection, UUID id, String phone) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set phone = ?, phone_change = '', phone_change_token = '', updated_at = ? where id = ?",
                phone,
                clock.instant(),
                id);
    }

    /** Takes this address, or none, as one that an identity has. Whether it is confirmed does not change. */
    void useEmail(Connection connection, UUID id, String email) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set email = nullif(?, ''), updated_at = ? where id = ?",
                email,
                clock.instant(),
                id);
    }

    void noLongerAnonymous(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "update auth.users set is_anonymous = false where id = ?", id);
    }

    void forgetConfirmation(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "update auth.users set email_confirmed_at = null where id = ?", id);
    }

    void forgetPhone(Connection connection, UUID id) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set phone = null, phone_confirmed_at = null, updated_at = ? where id = ?",
                clock.instant(),
                id);
    }

    /** Forgets the password and the metadata of somebody who has never shown that the address is theirs. */
    void forgetWhatNobodyConfirmed(Connection connection, UUID id, ObjectNode metadata) throws SQLException {
        Sql.update(
                connection,
                "update auth.users set encrypted_password = '', raw_user_meta_data = ?::jsonb, updated_at = ? where id = ?",
                metadata,
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

    private static void forgetOneTimeTokens(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "delete from auth.one_time_tokens where user_id = ?", id);
    }
}
