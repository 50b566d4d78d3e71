package dev.deputy;

/**
 * Which of the project's API keys a request carried: its kind and its name, never the key itself. It tells an
 * application, not a person.
 *
 * @param name the name in the project's settings; the older keys are called {@code anon} and {@code service_role}
 * @see <a href="https://supabase.com/docs/guides/api/api-keys">Supabase: API keys</a>
 */
public record ApiKey(Kind kind, String name) {

    /** The name of a project's first key of each kind. */
    static final String DEFAULT = "default";

    /** What an API key stands for. */
    public enum Kind {
        /** A key that anybody may know, and that shows no more than which application calls. */
        PUBLISHABLE("publishable", "anon"),
        /** A key that only servers know. */
        SECRET("secret", "service_role");

        private final String mode;
        private final String olderName;

        Kind(String mode, String olderName) {
            this.mode = mode;
            this.olderName = olderName;
        }

        /** The word for it in an {@link Access}. */
        String mode() {
            return mode;
        }

        /** The name of the one key of this kind that projects used to have. */
        String olderName() {
            return olderName;
        }
    }
}
