package dev.deputy.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a user changes about themselves. Immutable; each method returns a new object. */
public final class UserChanges {

    private final Map<String, Object> fields;

    private UserChanges(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Nothing yet. */
    public static UserChanges none() {
        return new UserChanges(Map.of());
    }

    /** Another address, which is to be confirmed. */
    public UserChanges email(String email) {
        return with("email", email);
    }

    /** Another number, which is to be confirmed. */
    public UserChanges phone(String phone) {
        return with("phone", phone);
    }

    /** Another password. */
    public UserChanges password(String password) {
        return with("password", password);
    }

    /** The password so far, where the project asks for it. */
    public UserChanges currentPassword(String password) {
        return with("current_password", password);
    }

    /** The code that {@link Auth#reauthenticate} sent, where the project asks for it. */
    public UserChanges nonce(String nonce) {
        return with("nonce", nonce);
    }

    /** Metadata of the user's own; what is not in it stays as it is. */
    public UserChanges data(Map<String, ?> data) {
        return with("data", data);
    }

    private UserChanges with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new UserChanges(more);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** What changes, and not to what. */
    @Override
    public String toString() {
        return "UserChanges" + fields.keySet();
    }
}
