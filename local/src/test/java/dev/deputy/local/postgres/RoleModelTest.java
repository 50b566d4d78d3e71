package dev.deputy.local.postgres;

import static dev.deputy.local.postgres.LoginRole.AUTHENTICATOR;
import static dev.deputy.local.postgres.LoginRole.DEPUTY_SERVICE;
import static dev.deputy.local.postgres.LoginRole.POSTGRES;
import static dev.deputy.local.postgres.LoginRole.SUPABASE_AUTH_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That rights are those of a hosted project. */
class RoleModelTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws SQLException {
        postgres = EmbeddedPostgres.start();
        run(POSTGRES, "create table notes (id int primary key, user_id uuid)");
        run(POSTGRES, "alter table notes enable row level security");
        run(POSTGRES, "create policy own on notes to authenticated using ((select auth.uid()) = user_id)");
        run(POSTGRES, "insert into notes values (1, '11111111-1111-4111-8111-111111111111'), (2, gen_random_uuid())");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void only_supabase_admin_is_a_superuser() throws SQLException {
        assertThat(ask(POSTGRES, "select string_agg(rolname, ',') from pg_roles where rolsuper"))
                .isEqualTo("supabase_admin");
    }

    @Test
    void only_these_bypass_row_level_security() throws SQLException {
        assertThat(ask(POSTGRES, "select string_agg(rolname, ',' order by rolname) from pg_roles where rolbypassrls"))
                .isEqualTo("postgres,service_role,supabase_admin");
    }

    @Test
    void everybody_needs_the_right_password() {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres", "supabase_admin", "postgres"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void the_service_login_has_no_right_but_to_become_a_callers_role() throws SQLException {
        assertThat(ask(DEPUTY_SERVICE, "set role anon; select current_user")).isEqualTo("anon");
        assertThat(ask(DEPUTY_SERVICE, "set role authenticated; select current_user"))
                .isEqualTo("authenticated");
        assertDenied(DEPUTY_SERVICE, "select * from notes");
        assertDenied(DEPUTY_SERVICE, "set role service_role");
        assertDenied(DEPUTY_SERVICE, "set role postgres");
        assertDenied(DEPUTY_SERVICE, "set role authenticated; select * from auth.users");
    }

    @Test
    void a_caller_sees_the_own_rows() throws SQLException {
        String asAda = "set role authenticated;"
                + " set request.jwt.claims = '{\"sub\": \"11111111-1111-4111-8111-111111111111\", \"role\": \"authenticated\"}';";
        assertThat(ask(DEPUTY_SERVICE, asAda + "select string_agg(id::text, ',') from notes"))
                .isEqualTo("1");
        assertThat(ask(DEPUTY_SERVICE, asAda + "select auth.role()")).isEqualTo("authenticated");
        assertThat(ask(DEPUTY_SERVICE, "set role anon; select count(*) from notes"))
                .isEqualTo("0");
        assertThat(ask(AUTHENTICATOR, "set role service_role; select count(*) from notes"))
                .isEqualTo("2");
    }

    @Test
    void without_claims_there_is_no_user_also_after_a_transaction_that_had_some() throws SQLException {
        assertThat(ask(POSTGRES, "select auth.uid()")).isNull();
        assertThat(ask(POSTGRES, "begin; set local request.jwt.claims = '{}'; commit; select auth.uid()"))
                .isNull();
        assertThat(ask(POSTGRES, "set request.jwt.claims = '{\"email\": \"a@b.c\"}'; select auth.email()"))
                .isEqualTo("a@b.c");
    }

    @Test
    void the_auth_server_sees_its_schema_only() throws SQLException {
        assertThat(ask(SUPABASE_AUTH_ADMIN, "select count(*) from users")).isEqualTo("0");
        assertDenied(SUPABASE_AUTH_ADMIN, "select * from public.notes");
        assertDenied(SUPABASE_AUTH_ADMIN, "create table auth.mine (id int)");
    }

    @Test
    void postgres_is_no_superuser_but_gives_out_roles() throws SQLException {
        assertDenied(POSTGRES, "alter system set fsync = off");
        assertDenied(POSTGRES, "create table auth.mine (id int)");
        assertDenied(POSTGRES, "copy (select 1) to program 'true'");
        run(POSTGRES, "create role app login noinherit; grant anon, authenticated to app; drop role app");
    }

    @Test
    void the_usual_extensions_are_there_or_can_be_made() throws SQLException {
        assertThat(ask(POSTGRES, "select length(uuid_generate_v4()::text) + length(gen_salt('bf'))"))
                .isEqualTo("65");
        run(POSTGRES, "create extension if not exists citext with schema extensions");
    }

    private static void assertDenied(LoginRole role, String sql) {
        assertThatThrownBy(() -> run(role, sql)).hasFieldOrPropertyWithValue("SQLState", "42501");
    }

    /** The answer of the last statement. */
    private static String ask(LoginRole role, String sql) throws SQLException {
        try (var connection = postgres.dataSource(role).getConnection();
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            statement.getResultSet().next();
            return statement.getResultSet().getString(1);
        }
    }

    private static void run(LoginRole role, String sql) throws SQLException {
        EmbeddedPostgresTest.run(postgres, role, sql);
    }
}
