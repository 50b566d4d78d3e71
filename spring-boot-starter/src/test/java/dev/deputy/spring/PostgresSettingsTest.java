package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.LocalSupabase;
import dev.deputy.postgres.Later;
import dev.deputy.postgres.Migrations;
import dev.deputy.postgres.RowLevelSecurity;
import dev.deputy.postgres.SignOuts;
import jakarta.persistence.EntityManagerFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be said under {@code supabase.postgres} and what then happens. */
@ExtendWith(OutputCaptureExtension.class)
class PostgresSettingsTest {

    private static LocalSupabase supabase;
    private static String token;

    @BeforeAll
    static void startSupabase() throws SQLException {
        supabase = LocalSupabase.builder()
                .migrations(List.of(Path.of("src/test/resources/supabase/migrations/20260101000000_notes.sql")))
                .start();
        token = supabase.signUp("ada@example.com", "a long password").accessToken();
        asOwner("grant update on public.notes to authenticated");
    }

    @AfterAll
    static void stopSupabase() {
        supabase.close();
    }

    @Test
    void who_signed_out_is_refused_at_once_where_that_is_said() throws SQLException {
        asOwner(Migrations.sessionCheck());
        try (var application = start("refuse-signed-out=true")) {
            String leaving =
                    supabase.signUp("bob@example.com", "a long password").accessToken();
            assertThat(http(application).getAs(leaving, "/notes").statusCode()).isEqualTo(200);
            asOwner("delete from auth.sessions s using auth.users u"
                    + " where u.id = s.user_id and u.email = 'bob@example.com'");

            HttpResponse<String> answer = http(application).getAs(leaving, "/notes");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).contains("invalid_token"));
        } finally {
            asOwner("drop schema deputy cascade");
        }
    }

    @Test
    void looking_for_sessions_without_the_function_for_it_stops_the_start(CapturedOutput output) {
        assertThatThrownBy(() -> start("refuse-signed-out=true").close()).isInstanceOf(RuntimeException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Migrations.sessionCheck()")
                .doesNotContain("\tat ");
    }

    @Test
    void a_token_is_refused_everywhere_as_soon_as_its_session_ends_where_that_is_said() throws SQLException {
        asOwner(Migrations.signOuts());
        try (var application = start("listen-for-sign-outs=true")) {
            Http http = http(application);
            String leaving =
                    supabase.signUp("eve@example.com", "a long password").accessToken();
            assertThat(http.getAs(leaving, "/open").statusCode()).isEqualTo(200);
            SignOuts signOuts = application.getBean(SignOuts.class);
            await(signOuts::isListening);
            assertThat(http.getAs(leaving, "/open").statusCode()).isEqualTo(200);
            asOwner("delete from auth.sessions s using auth.users u"
                    + " where u.id = s.user_id and u.email = 'eve@example.com'");

            await(() -> http.getAs(leaving, "/open").statusCode() == 401);
            assertThat(http.getAs(token, "/open").statusCode()).isEqualTo(200);
        } finally {
            asOwner("drop schema deputy cascade"); // and with its functions the triggers
        }
    }

    @Test
    void listening_without_its_sql_or_through_a_pooler_stops_the_start(CapturedOutput output) {
        assertThatThrownBy(() -> start("listen-for-sign-outs=true").close()).isInstanceOf(RuntimeException.class);
        assertThat(output).contains("APPLICATION FAILED TO START").contains("Migrations.signOuts()");

        assertThatThrownBy(
                        () -> start("listen-for-sign-outs=true", "pooler=true").close())
                .isInstanceOf(RuntimeException.class);
        assertThat(output).contains("the session pooler's (port 5432)");
    }

    @Test
    void a_claims_secret_that_is_too_short_stops_the_start_and_is_not_shown(CapturedOutput output) {
        assertThatThrownBy(() -> start("claims-secret=tooshort").close()).isInstanceOf(RuntimeException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("supabase.postgres.claims-secret")
                .doesNotContain("tooshort");
    }

    @Test
    void claims_are_signed_where_there_is_a_secret() throws SQLException {
        String secret = "a secret of more than thirty-two characters";
        asOwner(Migrations.signedClaims());
        asOwner("select deputy.set_claims_key('" + secret + "')");
        asOwner("alter table public.notes alter user_id set default deputy.uid()");
        try (var application = start("claims-secret=" + secret)) {
            assertThat(http(application).post(token, "/notes", "signed").statusCode())
                    .isEqualTo(201);
        } finally {
            asOwner("alter table public.notes alter user_id set default auth.uid()");
            asOwner("drop schema deputy cascade");
        }
    }

    @Test
    void a_change_that_reaches_no_row_is_404_where_rows_are_required() {
        try (var application = start("require-rows=true")) {
            assertThat(http(application).post(token, "/renamed", "x").statusCode())
                    .isEqualTo(404);
        }
        try (var application = start("require-rows=false")) {
            assertThat(http(application).post(token, "/renamed", "x").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_slow_statement_is_ended_by_postgres() {
        try (var application = start("statement-timeout=100ms")) {
            HttpResponse<String> answer = http(application).getAs(token, "/slow");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"statement_timeout\"");
        }
    }

    @Test
    void a_database_behind_a_pooler_is_served_as_one(CapturedOutput output) {
        try (var application = start("pooler=true")) {
            for (int i = 0; i < 10; i++) {
                assertThat(http(application).getAs(token, "/notes").statusCode())
                        .isEqualTo(200);
            }
        }
        assertThat(output).contains("named statements are off");
    }

    @Test
    void the_doctor_says_at_start_what_is_wrong_or_stops_it(CapturedOutput output) throws SQLException {
        asOwner("create table public.careless (id int)");
        try {
            start("doctor=warn").close();
            assertThat(output).contains("The table public.careless has no row level security");

            assertThatThrownBy(() -> start("doctor=fail").close()).isInstanceOf(RuntimeException.class);
            assertThat(output)
                    .contains("APPLICATION FAILED TO START")
                    .contains("alter table public.careless enable row level security;");
        } finally {
            asOwner("drop table public.careless");
        }
    }

    @Test
    void hibernate_shares_no_cache_between_callers(CapturedOutput output) {
        try (var application = start()) {
            assertThat(application.getBean(EntityManagerFactory.class).getProperties())
                    .containsEntry("jakarta.persistence.sharedCache.mode", "NONE")
                    .containsEntry("hibernate.cache.use_second_level_cache", "false");
        }
        for (String setting : List.of(
                "jakarta.persistence.sharedCache.mode=ALL",
                "hibernate.cache.use_second_level_cache=true",
                "hibernate.cache.use_query_cache=true")) {
            assertThatThrownBy(
                            () -> startWith("spring.jpa.properties." + setting).close())
                    .as(setting)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(output).contains("APPLICATION FAILED TO START").contains("shared cache");
    }

    @Test
    void a_token_that_ends_during_the_work_is_401() {
        try (var application = run(List.of(), NotesApp.class, TwoHoursLater.class)) {
            HttpResponse<String> answer = http(application).getAs(token, "/notes");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"code\":\"invalid_token\"");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoHoursLater {
        @Bean
        RowLevelSecurity rowLevelSecurity(@Qualifier("supabasePool") DataSource pool) {
            return Later.over(pool);
        }
    }

    private static ConfigurableApplicationContext start(String... settings) {
        return run(
                java.util.Arrays.stream(settings)
                        .map(setting -> "supabase.postgres." + setting)
                        .toList(),
                NotesApp.class);
    }

    private static ConfigurableApplicationContext startWith(String property) {
        return run(List.of(property), NotesApp.class);
    }

    private static ConfigurableApplicationContext run(List<String> properties, Class<?>... classes) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--supabase.url=" + supabase.apiUrl(),
                "--supabase.db-url=" + supabase.serviceDatabaseUrl(),
                "--supabase.postgres.pool.connection-timeout=30000")); // a start that is to fail needs the database
        properties.forEach(property -> arguments.add("--" + property));
        return new SpringApplicationBuilder(classes).run(arguments.toArray(String[]::new));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection connection = supabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Http http(ConfigurableApplicationContext application) {
        return new Http(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
