package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The ways in which users may prove who they are ({@code auth.identities}). */
final class Identities {

    private final Clock clock;

    Identities(Clock clock) {
        this.clock = clock;
    }

    /** What the e-mail identity of a user holds; a client's own data never replaces these members. */
    static ObjectNode emailData(UUID userId, String email, ObjectNode usersOwn) {
        ObjectNode data = usersOwn.deepCopy();
        return data.put("sub", userId.toString())
                .put("email", email)
                .put("email_verified", false)
                .put("phone_verified", false);
    }

    /** What the phone identity of a user holds. */
    static ObjectNode phoneData(UUID userId, String phone, boolean verified) {
        return Json.object()
                .put("sub", userId.toString())
                .put("phone", phone)
                .put("email_verified", false)
                .put("phone_verified", verified);
    }

    /** Adds an identity of our own making, such as {@code email}: one that is called as the user is. */
    void add(Connection connection, UUID userId, String provider, ObjectNode data) throws SQLException {
        add(connection, userId, provider, userId.toString(), data);
    }

    /** Adds an identity at a provider, under the name that it goes by there. */
    void add(Connection connection, UUID userId, String provider, String idThere, ObjectNode data) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "insert into auth.identities"
                        + " (id, provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)"
                        + " values (gen_random_uuid(), ?, ?, ?::jsonb, ?, ?, ?, ?)",
                idThere,
                userId,
                data,
                provider,
                now,
                now,
                now);
    }

    /** Sets the address of the e-mail identity, and makes one for a user who has none. */
    void setEmail(Connection connection, UUID userId, String email, boolean verified) throws SQLException {
        ObjectNode change = Json.object().put("email", email).put("email_verified", verified);
        int changed = Sql.update(
                connection,
                "update auth.identities set identity_data = identity_data || ?::jsonb, updated_at = ?"
                        + " where user_id = ? and provider = 'email'",
                change,
                clock.instant(),
                userId);
        if (changed == 0) {
            ObjectNode data = emailData(userId, email, Json.object()).put("email_verified", verified);
            add(connection, userId, "email", data);
        }
    }

    /** As {@link #setEmail}, for the phone number. */
    void setPhone(Connection connection, UUID userId, String phone, boolean verified) throws SQLException {
        int changed = Sql.update(
                connection,
                "update auth.identities set identity_data = identity_data || ?::jsonb, updated_at = ?"
                        + " where user_id = ? and provider = 'phone'",
                Json.object().put("phone", phone).put("phone_verified", verified),
                clock.instant(),
                userId);
        if (changed == 0) {
            add(connection, userId, "phone", phoneData(userId, phone, verified));
        }
    }

    /** Notes that the address is the user's, wherever it stands. */
    void verifyEmail(Connection connection, UUID userId, String email) throws SQLException {
        Sql.update(
                connection,
                "update auth.identities set identity_data = identity_data || '{\"email_verified\": true}',"
                        + " updated_at = ? where user_id = ? and email = ?",
                clock.instant(),
                userId,
                email);
    }

    /** Whose identity it is. */
    Optional<UUID> userOf(Connection connection, String provider, String idThere) throws SQLException {
        return Sql.first(
                connection,
                "select user_id from auth.identities where provider = ? and provider_id = ?",
                row -> row.getObject(1, UUID.class),
                provider,
                idThere);
    }

    /** The users with an identity that has the address, those of single sign-on aside. */
    List<UUID> usersWithEmail(Connection connection, String email) throws SQLException {
        return Sql.all(
                connection,
                "select distinct user_id from auth.identities where email = ? and provider not like 'sso:%'",
                row -> row.getObject(1, UUID.class),
                email);
    }

    /** Notes that somebody came by the identity, and what the provider says of them now. */
    void seen(Connection connection, ProviderIdentity who) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "update auth.identities set identity_data = ?::jsonb, last_sign_in_at = ?, updated_at = ?"
                        + " where provider = ? and provider_id = ?",
                who.data(),
                now,
                now,
                who.provider(),
                who.subject());
    }

    void delete(Connection connection, UUID id) throws SQLException {
        Sql.update(connection, "delete from auth.identities where id = ?", id);
    }

    void deleteAllBut(Connection connection, UUID userId, ProviderIdentity kept) throws SQLException {
        Sql.update(
                connection,
                "delete from auth.identities where user_id = ? and (provider, provider_id) <> (?, ?)",
                userId,
                kept.provider(),
                kept.subject());
    }

    /** Whom a provider knows, who came last first. */
    List<SocialIdentity> at(Connection connection, String provider, int most) throws SQLException {
        return Sql.all(
                connection,
                "select provider_id, coalesce(email, '') as email,"
                        + " coalesce(identity_data ->> 'email_verified', '') = 'true' as verified,"
                        + " coalesce(identity_data ->> 'full_name', '') as name"
                        + " from auth.identities where provider = ? and trim(provider_id) <> ''"
                        + " and length(provider_id) < 256"
                        + " order by last_sign_in_at desc nulls last, created_at desc limit ?",
                row -> new SocialIdentity(
                        row.getString("provider_id"),
                        row.getString("email"),
                        row.getBoolean("verified"),
                        row.getString("name")),
                provider,
                most);
    }

    /** The providers by which the user may come in, the oldest first. */
    List<String> providers(Connection connection, UUID userId) throws SQLException {
        return Sql.all(
                connection,
                "select provider from auth.identities where user_id = ? group by provider order by min(created_at)",
                row -> row.getString(1),
                userId);
    }

    List<ObjectNode> of(Connection connection, UUID userId) throws SQLException {
        return Sql.all(
                connection,
                "select id, provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at, email"
                        + " from auth.identities where user_id = ? order by created_at, id",
                Identities::json,
                userId);
    }

    private static ObjectNode json(ResultSet row) throws SQLException {
        ObjectNode json = Json.object()
                .put("identity_id", row.getString("id"))
                .put("id", row.getString("provider_id"))
                .put("user_id", row.getString("user_id"));
        json.set("identity_data", Json.parse(row.getString("identity_data")));
        json.put("provider", row.getString("provider"));
        for (String column : List.of("last_sign_in_at", "created_at", "updated_at")) {
            Instant time = Sql.instant(row, column);
            if (time != null) {
                json.put(column, time.toString());
            }
        }
        String email = row.getString("email");
        if (email != null) {
            json.put("email", email);
        }
        return json;
    }
}
