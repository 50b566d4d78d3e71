package dev.deputy.client;

import java.util.Locale;

/** Which of a user's sessions end. */
public enum SignOutScope {
    /** All of them. */
    GLOBAL,
    /** The token's own. */
    LOCAL,
    /** All but the token's own. */
    OTHERS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
