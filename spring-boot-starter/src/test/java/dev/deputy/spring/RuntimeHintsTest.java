package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.proxies;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.AotServices;

/** What the starter says to native images; there is no GraalVM here to make one. */
class RuntimeHintsTest {

    private final RuntimeHints hints = new RuntimeHints();

    RuntimeHintsTest() {
        AotServices.factories().load(RuntimeHintsRegistrar.class).stream()
                .filter(SupabaseRuntimeHints.class::isInstance)
                .forEach(ours -> ours.registerHints(hints, getClass().getClassLoader()));
    }

    @Test
    void guarded_jdbc_objects_are_proxies_whose_methods_can_be_called() throws NoSuchMethodException {
        for (Class<?> type : List.of(Connection.class, PreparedStatement.class, ResultSet.class)) {
            assertThat(proxies().forInterfaces(type)).accepts(hints);
            assertThat(reflection().onType(type).withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS))
                    .accepts(hints);
        }
        assertThat(reflection().onMethodInvocation(Connection.class.getMethod("prepareStatement", String.class)))
                .accepts(hints);
    }

    @Test
    void sql_that_is_read_at_run_time_is_in_the_image() {
        for (String file : List.of(
                "dev/deputy/postgres/doctor.sql",
                "supabase/migrations/20260101000000_notes.sql",
                "supabase/seed.sql")) {
            assertThat(resource().forResource(file)).accepts(hints);
        }
        assertThat(resource().forResource("application.properties")).rejects(hints);
    }
}
