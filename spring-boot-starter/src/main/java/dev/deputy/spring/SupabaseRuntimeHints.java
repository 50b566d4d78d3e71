package dev.deputy.spring;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** What a native image cannot see for itself: the guarded JDBC objects, files, and which Jackson there is. */
final class SupabaseRuntimeHints implements RuntimeHintsRegistrar {

    /** What deputy-postgres hands out as proxies, whose methods call those of the driver's objects. */
    private static final List<Class<?>> GUARDED = List.of(
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class);

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        for (Class<?> type : GUARDED) {
            hints.proxies().registerJdkProxy(type);
            hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
        }
        for (String jackson :
                List.of("tools.jackson.databind.json.JsonMapper", "com.fasterxml.jackson.databind.ObjectMapper")) {
            hints.reflection().registerTypeIfPresent(classLoader, jackson);
        }
        for (String file : List.of("dev/deputy/postgres/*.sql", "supabase/migrations/*.sql", "supabase/seed.sql")) {
            hints.resources().registerPattern(file);
        }
    }
}
