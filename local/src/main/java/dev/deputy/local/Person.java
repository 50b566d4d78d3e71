package dev.deputy.local;

import java.util.Map;

/**
 * Somebody to {@linkplain LocalSupabase#signInAs sign in as}. Each method returns another person.
 *
 * @param appMetadata what the project says about them, in JSON's types
 * @param userMetadata what they say about themselves, in JSON's types
 * @param aal how sure it is that it is them: with one factor, or with a second one, which they get if they have none
 */
public record Person(String email, Map<String, ?> appMetadata, Map<String, ?> userMetadata, String aal) {

    public Person {
        if (!aal.matches("aal[12]")) {
            throw new IllegalArgumentException("aal must be aal1 or aal2, not " + aal);
        }
    }

    /** Whoever has this address, signed in with one factor. */
    public static Person of(String email) {
        return new Person(email, Map.of(), Map.of(), "aal1");
    }

    public Person withAppMetadata(Map<String, ?> metadata) {
        return new Person(email, metadata, userMetadata, aal);
    }

    public Person withUserMetadata(Map<String, ?> metadata) {
        return new Person(email, appMetadata, metadata, aal);
    }

    public Person withAal(String level) {
        return new Person(email, appMetadata, userMetadata, level);
    }

    /** Without what is said about them. */
    @Override
    public String toString() {
        return "Person[" + email + "]";
    }
}
