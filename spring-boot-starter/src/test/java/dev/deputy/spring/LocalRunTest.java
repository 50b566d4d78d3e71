package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.LocalSupabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

/** Who shares the Supabase inside the process, and how long it runs. */
class LocalRunTest {

    private static final String PASSWORD = "a long password";

    @TempDir
    private Path project;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(LocalSupabaseAutoConfiguration.class, SupabaseAutoConfiguration.class));

    private final ApplicationContextRunner test = application.withInitializer(context -> context.getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("Inlined Test Properties", Map.of())));

    @Test
    void contexts_of_tests_share_a_server_and_have_a_database_each() {
        test.run(one -> test.run(two -> {
            LocalSupabase first = one.getBean(LocalSupabase.class);
            LocalSupabase second = two.getBean(LocalSupabase.class);
            first.signUp("ada@example.com", PASSWORD);

            assertThat(server(first)).isEqualTo(server(second));
            assertThat(first.databaseUrl()).isNotEqualTo(second.databaseUrl());
            assertThat(first.dataSource())
                    .satisfies(
                            source -> source.getConnection().createStatement().execute("select from public.notes"));
            assertThatThrownBy(() -> second.signIn("ada@example.com", PASSWORD)).hasMessageContaining("400");
        }));
    }

    private static String server(LocalSupabase supabase) {
        return supabase.databaseUrl().replaceFirst("/[^/]*$", "");
    }

    @Test
    void a_test_that_wants_a_certain_port_has_a_server_of_its_own() {
        test.withPropertyValues("supabase.local.data=" + project.resolve("data"))
                .run(one -> test.run(two -> assertThat(server(one.getBean(LocalSupabase.class)))
                        .isNotEqualTo(server(two.getBean(LocalSupabase.class)))));
    }

    @Test
    void it_outlives_restarts_by_devtools_and_gets_the_migrations_that_have_come_in() throws IOException {
        Path migrations = Files.createDirectories(project.resolve("supabase/migrations"));
        Files.writeString(migrations.resolve("1_one.sql"), "create table one ();");
        ApplicationContextRunner restarting = application
                .withClassLoader(new RestartClassLoader(getClass().getClassLoader()))
                .withPropertyValues("supabase.local.project=" + project);
        String[] before = new String[1];
        restarting.run(context -> {
            LocalSupabase supabase = context.getBean(LocalSupabase.class);
            supabase.signUp("ada@example.com", PASSWORD);
            before[0] = supabase.dashboardUrl().toString();
        });
        Files.writeString(migrations.resolve("2_two.sql"), "create table two ();");

        restarting.run(context -> {
            LocalSupabase supabase = context.getBean(LocalSupabase.class);
            assertThat(supabase.dashboardUrl()).hasToString(before[0]);
            assertThat(supabase.signIn("ada@example.com", PASSWORD).email()).isEqualTo("ada@example.com");
            supabase.dataSource().getConnection().createStatement().execute("select from one, two");
        });
        restarting
                .withPropertyValues("supabase.local.database-port=0", "supabase.local.data=" + project.resolve("data"))
                .run(context -> {
                    // Outlives this context, too; nobody shall write into a folder that is cleared away.
                    try (LocalSupabase another = context.getBean(LocalSupabase.class)) {
                        assertThat(another.dashboardUrl().toString()).isNotEqualTo(before[0]);
                    }
                });
    }

    /** Named as that of devtools. */
    private static final class RestartClassLoader extends ClassLoader {
        RestartClassLoader(ClassLoader parent) {
            super(parent);
        }
    }
}
