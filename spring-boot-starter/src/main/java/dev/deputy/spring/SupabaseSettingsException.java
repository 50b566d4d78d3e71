package dev.deputy.spring;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The application cannot start because a setting is missing or wrong: what is wrong, and what to do about it. */
final class SupabaseSettingsException extends RuntimeException {

    private final String action;

    SupabaseSettingsException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }

    /** @param names what else is set, as environment variables */
    static SupabaseSettingsException missingUrl(Set<String> names) {
        String action = "Set supabase.url (or the environment variable SUPABASE_URL) to your project's address, such as"
                + " https://abc.supabase.co.";
        if (names.isEmpty()) {
            return new SupabaseSettingsException(
                    "No Supabase project is set.",
                    action + " Or, to try things without one, add deputy-local to the class path (and do not set"
                            + " supabase.local.enabled=false): then a Supabase starts inside this process.",
                    null);
        }
        boolean one = names.size() == 1;
        return new SupabaseSettingsException(
                String.join(", ", names) + (one ? " is" : " are") + " set, but SUPABASE_URL is not: the project is not"
                        + " known.",
                action + " To start a Supabase inside this process instead, unset " + (one ? "it." : "them."),
                null);
    }

    /** @param cause whose message names the setting and says what to do */
    static SupabaseSettingsException wrong(IllegalArgumentException cause) {
        String message = String.valueOf(cause.getMessage());
        return new SupabaseSettingsException(
                message,
                "Correct the environment variable, or the property that stands for it: supabase.url for SUPABASE_URL,"
                        + " supabase.jwt-secret for SUPABASE_JWT_SECRET, and so on.",
                cause);
    }
}
