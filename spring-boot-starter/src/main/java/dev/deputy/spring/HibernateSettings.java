package dev.deputy.spring;

import java.util.Locale;
import java.util.Map;

/** What Hibernate is told when its database has policies. */
final class HibernateSettings {

    private static final String MODE = "jakarta.persistence.sharedCache.mode";
    private static final String USED = "hibernate.cache.use_second_level_cache";
    private static final String QUERIES = "hibernate.cache.use_query_cache";

    private HibernateSettings() {}

    /** @throws SupabaseSettingsException when the application has switched the shared cache on */
    static void apply(Map<String, Object> properties) {
        startWithoutDatabase(properties);
        shareNoCache(properties);
    }

    /** Hibernate need not ask the database what it is, so that it starts while the database is away. */
    private static void startWithoutDatabase(Map<String, Object> properties) {
        properties.putIfAbsent("hibernate.boot.allow_jdbc_metadata_access", "false");
        properties.putIfAbsent("jakarta.persistence.database-product-name", "PostgreSQL");
    }

    /**
     * A second-level cache answers without asking the database, and so without asking its policies: it would show each
     * caller the others' rows.
     */
    private static void shareNoCache(Map<String, Object> properties) {
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
