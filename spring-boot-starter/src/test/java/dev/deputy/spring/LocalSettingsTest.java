package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.Access;
import dev.deputy.Decision;
import dev.deputy.Gate;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** When a Supabase starts inside the process, and how. */
@ExtendWith(OutputCaptureExtension.class)
class LocalSettingsTest {

    @TempDir
    private Path folder;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(LocalSupabaseAutoConfiguration.class, SupabaseAutoConfiguration.class));

    @Test
    void it_starts_when_no_project_is_set_and_says_so_in_one_line(CapturedOutput output) {
        application.run(context -> {
            LocalSupabase supabase = context.getBean(LocalSupabase.class);
            assertThat(output.toString().lines().filter(line -> line.contains(supabase.publishableKey())))
                    .singleElement()
                    .asString()
                    .contains(supabase.apiUrl().toString())
                    .contains("WARN")
                    .contains(supabase.databaseUrl())
                    .contains(supabase.dashboardUrl().toString())
                    .contains("any other project are refused");
            assertThat(output).doesNotContain(supabase.secretKey()).doesNotContain(supabase.serviceDatabaseUrl());
        });
    }

    @Test
    void rules_may_ask_for_keys_by_name() {
        application
                .withPropertyValues("supabase.local.secret-keys.cron=sb_secret_of_the_night")
                .run(context -> {
                    SupabaseConfig config = context.getBean(SupabaseConfig.class);
                    Decision byName = Gate.of(Access.secretKey("cron"), context.getBean(TokenVerifier.class), config)
                            .decide("GET", List.of(), List.of("sb_secret_of_the_night"));
                    assertThat(byName).isInstanceOf(Decision.AdmitKey.class);
                    assertThat(context.getBean(SupabaseProperties.class).toString())
                            .doesNotContain("night");
                    assertThat(context.getBean(SupabaseProperties.class).local().toString())
                            .doesNotContain("night");
                });
        application
                .withPropertyValues("supabase.local.secret-keys.default=sb_secret_of_the_night")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("makes its default keys itself")
                        .hasMessageNotContaining("night"));
    }

    @Test
    void it_does_not_start_when_a_project_is_set() {
        for (String setting :
                new String[] {"supabase.url=https://abc.supabase.co", "SUPABASE_URL=http://127.0.0.1:9"}) {
            application.withPropertyValues(setting).run(context -> assertThat(context)
                    .doesNotHaveBean(LocalSupabase.class)
                    .hasSingleBean(SupabaseConfig.class));
        }
    }

    @Test
    void it_does_not_start_when_something_of_a_project_is_set() {
        for (String setting : new String[] {
            "SUPABASE_JWT_SECRET=" + Issuer.SECRET,
            "JWT_SECRET=" + Issuer.SECRET,
            "SUPABASE_JWKS={\"keys\":[]}",
            "SUPABASE_PUBLISHABLE_KEY=sb_publishable_key",
            "supabase.db-url=postgresql://ada:pw@h/app"
        }) {
            application
                    .withPropertyValues(setting)
                    .run(context ->
                            assertThat(context).getFailure().rootCause().hasMessageContaining("SUPABASE_URL is not"));
        }
    }

    @Test
    void it_can_be_switched_off() {
        application
                .withPropertyValues("supabase.local.enabled=false")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("No Supabase project is set."));
    }

    @Test
    void it_starts_in_production_only_when_told_to() {
        for (String profile : new String[] {"prod", "production"}) {
            application.withPropertyValues("spring.profiles.active=" + profile).run(context -> assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(SupabaseSettingsException.class)
                    .hasMessageContaining("profile " + profile));
        }
        application
                .withPropertyValues("spring.profiles.active=prod", "supabase.local.enabled=true")
                .run(context -> assertThat(context).hasSingleBean(LocalSupabase.class));
    }

    @Test
    void it_needs_to_be_on_the_class_path() {
        application
                .withClassLoader(new FilteredClassLoader("dev.deputy.local"))
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("No Supabase project is set."));
    }

    @Test
    void it_ends_with_the_application() {
        AtomicInteger port = new AtomicInteger();
        application.run(context -> {
            port.set(context.getBean(LocalSupabase.class).apiUrl().getPort());
            assertThat(new Http(port.get()).get("/auth/v1/health").statusCode()).isPositive();
        });

        assertThatThrownBy(() -> new Http(port.get()).get("/auth/v1/health"))
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void it_keeps_its_data_where_that_is_said() {
        String[] data = {"supabase.local.data=" + folder.resolve("data")};
        String email = UUID.randomUUID() + "@example.com";
        application.withPropertyValues(data).run(context -> context.getBean(LocalSupabase.class)
                .signUp(email, "a long password"));

        application.withPropertyValues(data).run(context -> assertThat(context.getBean(LocalSupabase.class)
                        .signIn(email, "a long password")
                        .email())
                .isEqualTo(email));
    }

    @Test
    void it_applies_what_is_on_the_class_path_or_else_the_project_that_is_set() throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("supabase/migrations"));
        Files.writeString(migrations.resolve("20260101000000_other.sql"), "create table other ();");

        application.run(context -> assertThat(tables(context.getBean(LocalSupabase.class)))
                .contains("notes")
                .doesNotContain("other"));
        application.withPropertyValues("supabase.local.project=" + folder).run(context -> assertThat(
                        tables(context.getBean(LocalSupabase.class)))
                .contains("other")
                .doesNotContain("notes"));
    }

    private static String tables(LocalSupabase supabase) throws SQLException {
        try (var connection = supabase.dataSource().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select string_agg(tablename, ' ') from pg_tables where schemaname = 'public'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void a_port_in_use_and_a_broken_migration_are_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            application
                    .withPropertyValues("supabase.local.port=" + taken.getLocalPort())
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasStackTraceContaining("Port " + taken.getLocalPort() + " of 127.0.0.1 is in use"));
        }
        Path migrations = Files.createDirectories(folder.resolve("supabase/migrations"));
        Files.writeString(
                migrations.resolve("20260101000000_broken.sql"), "create table fine ();\ncreate tabel broken ();");
        application.withPropertyValues("supabase.local.project=" + folder).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining(SupabaseSettingsException.class.getSimpleName())
                .hasStackTraceContaining("20260101000000_broken.sql"));
    }
}
