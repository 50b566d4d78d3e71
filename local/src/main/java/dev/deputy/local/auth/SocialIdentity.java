package dev.deputy.local.auth;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * Somebody as a provider such as GitHub knows them.
 *
 * @param id what the provider calls them; the same id is the same person the next time
 * @param email their address there
 * @param emailVerified whether the provider says that the address is theirs; only then are they taken for the user with
 *     this address
 * @param name their name; may be empty
 */
public record SocialIdentity(String id, String email, boolean emailVerified, String name) {

    public SocialIdentity {
        if (id.isBlank() || id.length() > 255) {
            throw new IllegalArgumentException("The id of a social identity must have from 1 to 255 characters.");
        }
        email = email.toLowerCase(Locale.ROOT);
    }

    /** Somebody with a verified address, and an id that goes by it. */
    public static SocialIdentity of(String email) {
        return new SocialIdentity(idFor(email), email, true, "");
    }

    /** The same person with a name. */
    public SocialIdentity named(String theirName) {
        return new SocialIdentity(id, email, emailVerified, theirName);
    }

    /** The same person, whose address the provider has not verified. */
    public SocialIdentity unverified() {
        return new SocialIdentity(id, email, false, name);
    }

    /** Digits, as most providers have them; for one address always the same. */
    static String idFor(String email) {
        byte[] bytes = email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        long bits = UUID.nameUUIDFromBytes(bytes).getMostSignificantBits();
        return String.valueOf(10_000_000 + Long.remainderUnsigned(bits, 900_000_000));
    }
}
