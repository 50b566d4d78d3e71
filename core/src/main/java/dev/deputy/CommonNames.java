package dev.deputy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names that are in every token: found as strings that are there already, rather than made anew for each. */
final class CommonNames {

    private static final int SLOTS = 128;
    private static final String[] NAMES = new String[SLOTS];
    private static final byte[] @Nullable [] SPELLINGS = new byte[SLOTS][];

    static {
        String known = "alg kid typ iss sub aud exp iat nbf jti email phone app_metadata user_metadata role aal amr"
                + " session_id is_anonymous client_id provider providers method timestamp email_verified phone_verified"
                + " full_name name picture avatar_url provider_id";
        for (String name : known.split(" ", -1)) {
            byte[] spelling = name.getBytes(StandardCharsets.US_ASCII);
            int slot = slot(spelling, 0, spelling.length);
            NAMES[slot] = name.intern(); // the same as the literals that claims are asked for with
            SPELLINGS[slot] = spelling;
        }
    }

    private CommonNames() {}

    /** The name that these bytes are in UTF-8. */
    static String name(byte[] utf8, int start, int end) {
        if (end > start) {
            int slot = slot(utf8, start, end);
            byte[] spelling = SPELLINGS[slot];
            if (spelling != null && Arrays.equals(spelling, 0, spelling.length, utf8, start, end)) {
                return NAMES[slot];
            }
        }
        return new String(utf8, start, end - start, StandardCharsets.UTF_8);
    }

    /** By the length and two characters, with factors that keep just these names apart. */
    private static int slot(byte[] utf8, int start, int end) {
        return (4 * (end - start) + 9 * utf8[start] + utf8[end - 1]) & (SLOTS - 1);
    }
}
