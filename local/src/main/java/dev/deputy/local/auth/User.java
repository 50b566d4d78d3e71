package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of {@code auth.users} with its identities and second factors; never with the password's hash.
 *
 * @param json as clients see it
 */
record User(
        UUID id,
        String role,
        String email,
        String phone,
        boolean emailConfirmed,
        @Nullable Instant bannedUntil,
        boolean anonymous,
        boolean sso,
        ObjectNode json) {

    /** What {@link #read} reads. */
    static final String COLUMNS = "id, aud, role, email, email_confirmed_at, invited_at, phone, phone_confirmed_at,"
            + " confirmation_sent_at, confirmed_at, recovery_sent_at, email_change, email_change_sent_at, phone_change,"
            + " phone_change_sent_at, reauthentication_sent_at, last_sign_in_at, raw_app_meta_data, raw_user_meta_data,"
            + " created_at, updated_at, banned_until, deleted_at, is_anonymous, is_sso_user,"
            + " exists (select 1 from auth.mfa_factors where user_id = users.id) as has_factors";

    static User read(ResultSet row, List<Factor> factors, List<ObjectNode> identities) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        ObjectNode json = Json.object()
                .put("id", id.toString())
                .put("aud", text(row, "aud"))
                .put("role", text(row, "role"))
                .put("email", text(row, "email"));
        putTime(json, row, "email_confirmed_at");
        putTime(json, row, "invited_at");
        json.put("phone", text(row, "phone"));
        putTime(json, row, "phone_confirmed_at");
        putTime(json, row, "confirmation_sent_at");
        putTime(json, row, "confirmed_at");
        putTime(json, row, "recovery_sent_at");
        putText(json, "new_email", text(row, "email_change"));
        putTime(json, row, "email_change_sent_at");
        putText(json, "new_phone", text(row, "phone_change"));
        putTime(json, row, "phone_change_sent_at");
        putTime(json, row, "reauthentication_sent_at");
        putTime(json, row, "last_sign_in_at");
        json.set("app_metadata", object(row, "raw_app_meta_data"));
        json.set("user_metadata", object(row, "raw_user_meta_data"));
        if (!factors.isEmpty()) {
            factors.stream().map(Factor::json).forEach(json.putArray("factors")::add);
        }
        json.putArray("identities").addAll(identities);
        putTime(json, row, "created_at");
        putTime(json, row, "updated_at");
        putTime(json, row, "banned_until");
        putTime(json, row, "deleted_at");
        json.put("is_anonymous", row.getBoolean("is_anonymous"));
        return new User(
                id,
                text(row, "role"),
                text(row, "email"),
                text(row, "phone"),
                Sql.instant(row, "email_confirmed_at") != null,
                Sql.instant(row, "banned_until"),
                row.getBoolean("is_anonymous"),
                row.getBoolean("is_sso_user"),
                json);
    }

    boolean isBanned(Instant now) {
        return bannedUntil != null && now.isBefore(bannedUntil);
    }

    boolean phoneConfirmed() {
        return json.has("phone_confirmed_at");
    }

    boolean invited() {
        return json.has("invited_at");
    }

    /** The address that the user would like to have; empty when they want none. */
    String newEmail() {
        return json.path("new_email").asString("");
    }

    /** As {@link #newEmail}, for the phone number. */
    String newPhone() {
        return json.path("new_phone").asString("");
    }

    /** One of the times in {@link #json}, such as {@code recovery_sent_at}. */
    Optional<Instant> time(String name) {
        return Optional.ofNullable(json.get(name)).map(text -> Instant.parse(text.stringValue()));
    }

    /** This user, with another address that they would like to have. */
    User wanting(String email) {
        ObjectNode changed = json.deepCopy().put("new_email", email);
        return new User(id, role, this.email, phone, emailConfirmed, bannedUntil, anonymous, sso, changed);
    }

    ObjectNode appMetadata() {
        return (ObjectNode) json.required("app_metadata");
    }

    ObjectNode userMetadata() {
        return (ObjectNode) json.required("user_metadata");
    }

    /** Rows written by people's own SQL often leave text columns null; clients expect an empty text. */
    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static void putText(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static void putTime(ObjectNode json, ResultSet row, String column) throws SQLException {
        Instant time = Sql.instant(row, column);
        if (time != null) {
            json.put(column, time.toString()); // RFC 3339
        }
    }

    private static ObjectNode object(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text != null && Json.parse(text) instanceof ObjectNode object ? object : Json.object();
    }
}
