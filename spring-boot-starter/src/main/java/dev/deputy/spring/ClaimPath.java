package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where in a token something stands: names separated by dots, such as {@code app_metadata.roles}. */
record ClaimPath(String path) {

    private static final String USERS_OWN = "user_metadata";

    /** @param setting the setting that the path is from */
    static ClaimPath parse(String setting, String path) {
        if (path.equals(USERS_OWN) || path.startsWith(USERS_OWN + ".")) {
            throw new SupabaseSettingsException(
                    setting + " names " + path + ", which users can change themselves: whoever wants to be an"
                            + " administrator would write it there.",
                    "Name a claim under app_metadata, or one that a custom access token hook adds.",
                    null);
        }
        if (path.isBlank() || Stream.of(path.split("\\.", -1)).anyMatch(String::isBlank)) {
            throw new SupabaseSettingsException(
                    setting + " holds \"" + path + "\", which is no path to a claim.",
                    "Write names separated by dots, such as app_metadata.roles.",
                    null);
        }
        return new ClaimPath(path);
    }

    /** The text there, or the texts of the array there; nothing else is one. */
    Stream<String> texts(Caller caller) {
        Object value = find(caller.claims(), path);
        Stream<?> values = value instanceof List<?> list ? list.stream() : Stream.ofNullable(value);
        return values.filter(String.class::isInstance).map(String.class::cast).filter(text -> !text.isBlank());
    }

    /** Names may have dots in them, as in {@code https://example.com/roles}. */
    private static @Nullable Object find(Map<?, ?> object, String path) {
        if (object.containsKey(path)) {
            return object.get(path);
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object found = find(inner, path.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
