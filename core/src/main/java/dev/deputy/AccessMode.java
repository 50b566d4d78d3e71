package dev.deputy;

import dev.deputy.ApiKey.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One way in.
 *
 * @param kind the API keys' kind; null where no API key is asked for
 * @param name the API key's name, {@code *} for any; null for the default one
 */
record AccessMode(
        String word, @Nullable Kind kind, @Nullable String name) {

    static final AccessMode USER = new AccessMode("user", null, null);
    static final AccessMode NONE = new AccessMode("none", null, null);
    static final String ANY = "*";

    static AccessMode key(Kind kind, @Nullable String name) {
        if (name != null && name.isBlank()) {
            throw new IllegalArgumentException("access \"" + kind.mode() + ":\" lacks a name: write \"" + kind.mode()
                    + "\" for the default key, \"" + kind.mode() + ":*\" for any, or add the key's name");
        }
        return new AccessMode(kind.mode(), kind, name);
    }

    /** Reads a mode as {@link #toString} writes it. */
    static AccessMode parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        String name = colon < 0 ? null : text.substring(colon + 1);
        for (Kind kind : Kind.values()) {
            if (kind.mode().equals(word)) {
                return key(kind, name);
            }
        }
        for (AccessMode mode : new AccessMode[] {USER, NONE}) {
            if (mode.word.equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("access \"" + text
                + "\" is no mode: write user, publishable, secret or none, with a key's name as in secret:cron, several"
                + " of them separated by commas");
    }

    /** The older keys count as default keys, which is what they are in projects that have no others. */
    boolean admits(ApiKey key) {
        if (key.kind() != kind) {
            return false;
        }
        return name == null
                ? key.name().equals(ApiKey.DEFAULT)
                        || key.name().equals(key.kind().olderName())
                : name.equals(ANY) || name.equals(key.name());
    }

    @Override
    public String toString() {
        return name == null ? word : word + ":" + name;
    }
}
