package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that a user has besides a password, such as an authenticator app.
 *
 * @param secret what its codes are made from, in base32; null for other kinds
 * @param json as clients see it: without the secret
 */
record Factor(
        UUID id,
        String type,
        boolean verified,
        String name,
        @Nullable String secret,
        ObjectNode json) {

    static final String TOTP = "totp";

    /** What {@link #read} reads. */
    static final String COLUMNS =
            "id, created_at, updated_at, status, friendly_name, factor_type, phone, last_challenged_at, secret";

    /** What the claim {@code amr} calls a proof by it. */
    String method() {
        return type.equals(TOTP) ? TOTP : "mfa/" + type;
    }

    static Factor read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String name = row.getString("friendly_name");
        String status = row.getString("status");
        ObjectNode json = Json.object().put("id", id.toString());
        putTime(json, row, "created_at");
        putTime(json, row, "updated_at");
        json.put("status", status);
        putText(json, "friendly_name", name);
        json.put("factor_type", row.getString("factor_type"));
        putText(json, "phone", row.getString("phone"));
        putTime(json, row, "last_challenged_at");
        return new Factor(
                id,
                row.getString("factor_type"),
                status.equals("verified"),
                name == null ? "" : name,
                row.getString("secret"),
                json);
    }

    private static void putText(ObjectNode json, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static void putTime(ObjectNode json, ResultSet row, String column) throws SQLException {
        Instant time = Sql.instant(row, column);
        if (time != null) {
            json.put(column, time.toString());
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Factor[" + id + ", " + type + "]";
    }
}
