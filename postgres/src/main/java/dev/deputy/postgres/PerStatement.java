package dev.deputy.postgres;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out for the statements of a program, of which there are few. One that makes ever new ones, or huge
 * ones, pays for each of them instead of filling the memory. Thread-safe.
 */
final class PerStatement<T> {

    private static final int MOST = 1_000;
    private static final int LONGEST = 4_000;

    private final Map<String, T> known = new ConcurrentHashMap<>();

    @Nullable
    T get(String sql) {
        return known.get(sql);
    }

    void put(String sql, T value) {
        if (sql.length() > LONGEST) {
            return;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(sql, value);
    }
}
