package dev.deputy.spring;

import java.util.Locale;
import java.util.Map;

/** Hibernate's second-level cache, which answers without asking the database, and so without asking its policies. */
final class SharedCache {

    private static final String MODE = "jakarta.persistence.sharedCache.mode";
    private static final String USED = "hibernate.cache.use_second_level_cache";
    private static final String QUERIES = "hibernate.cache.use_query_cache";

    private SharedCache() {}

    /** @throws SupabaseSettingsException when the application has switched it on */
    static void refuse(Map<String, Object> properties) {
        String mode = text(properties, MODE, "none");
        if (!mode.equals("none") || text(properties, USED, "false").equals("true")) {
            throw refused(mode.equals("none") ? USED : MODE);
        }
        if (text(properties, QUERIES, "false").equals("true")) {
            throw refused(QUERIES);
        }
        properties.put(MODE, "NONE");
        properties.put(USED, "false");
    }

    private static String text(Map<String, Object> properties, String name, String unset) {
        return String.valueOf(properties.getOrDefault(name, unset)).toLowerCase(Locale.ROOT);
    }

    private static SupabaseSettingsException refused(String setting) {
        return new SupabaseSettingsException(
                "spring.jpa.properties." + setting
                        + " switches Hibernate's shared cache on, which would show one caller"
                        + " the rows of another.",
                "Take the setting away. For entities without policies, use a cache of your own before the repository.",
                null);
    }
}
