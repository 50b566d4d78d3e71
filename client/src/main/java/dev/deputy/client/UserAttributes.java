package dev.deputy.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What an administrator says about a user. Immutable; each method returns a new object. */
public final class UserAttributes {

    private final Map<String, Object> fields;

    private UserAttributes(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Nothing yet. */
    public static UserAttributes none() {
        return new UserAttributes(Map.of());
    }

    /** The user's address; without {@link #emailConfirmed}, it is to be confirmed. */
    public UserAttributes email(String email) {
        return with("email", email);
    }

    /** The user's number; without {@link #phoneConfirmed}, it is to be confirmed. */
    public UserAttributes phone(String phone) {
        return with("phone", phone);
    }

    /** The address is theirs. */
    public UserAttributes emailConfirmed() {
        return with("email_confirm", true);
    }

    /** The number is theirs. */
    public UserAttributes phoneConfirmed() {
        return with("phone_confirm", true);
    }

    /** The user's password. */
    public UserAttributes password(String password) {
        return with("password", password);
    }

    /** The user's password as a hash of bcrypt, Argon2 or Firebase's scrypt: for moving users. */
    public UserAttributes passwordHash(String hash) {
        return with("password_hash", hash);
    }

    /** What the project says about the user; an update leaves what is not in it as it is. */
    public UserAttributes appMetadata(Map<String, ?> metadata) {
        return with("app_metadata", metadata);
    }

    /** What the user says about themselves; an update leaves what is not in it as it is. */
    public UserAttributes userMetadata(Map<String, ?> metadata) {
        return with("user_metadata", metadata);
    }

    /** The Postgres role that the user's tokens name. */
    public UserAttributes role(String role) {
        return with("role", role);
    }

    /** The id of a new user. */
    public UserAttributes id(UUID id) {
        return with("id", id.toString());
    }

    /** Keeps the user from signing in, for so long. */
    public UserAttributes bannedFor(Duration time) {
        return with("ban_duration", time.toSeconds() + "s");
    }

    /** Lets the user sign in again. */
    public UserAttributes notBanned() {
        return with("ban_duration", "none");
    }

    private UserAttributes with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new UserAttributes(more);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** What is said, and not its values. */
    @Override
    public String toString() {
        return "UserAttributes" + fields.keySet();
    }
}
