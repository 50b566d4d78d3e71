package dev.deputy.client;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON library that turns rows into the application's types and back: {@link Jackson3} or {@link Jackson2}, whichever
 * the application has. What fails throws an unchecked exception. Safe for use by several threads.
 */
public interface Json {

    /** The value as JSON, in UTF-8. */
    byte[] write(@Nullable Object value);

    /** JSON as a value of the type; null for JSON's null. */
    <T> @Nullable T read(byte[] json, Class<T> type);

    /** A JSON array as a list of values of the type. */
    <T> List<T> readList(byte[] json, Class<T> type);

    /** The values of a JSON array, each read when it is asked for. */
    <T> Iterator<T> readEach(InputStream json, Class<T> type);

    /**
     * What the application has, Jackson 3 before Jackson 2, with this module's settings: {@code created_at} is
     * {@code createdAt}, and what a type has no place for is ignored.
     *
     * @throws IllegalStateException when it has neither
     */
    static Json onClassPath() {
        if (isThere("tools.jackson.databind.json.JsonMapper")) {
            return Jackson3.standard();
        }
        if (isThere("com.fasterxml.jackson.databind.ObjectMapper")) {
            return Jackson2.standard();
        }
        throw new IllegalStateException("deputy-client reads JSON with Jackson, which is not on the class path: add"
                + " tools.jackson.core:jackson-databind (or com.fasterxml.jackson.core:jackson-databind)");
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Json.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
