package dev.deputy.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path project;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void an_empty_database() throws SQLException {
        sql("drop schema if exists supabase_migrations cascade; drop schema public cascade; create schema public");
    }

    @Test
    void files_are_applied_in_order_as_postgres_and_noted() throws Exception {
        migration("20260102000000_second.sql", "insert into log values ('second', current_user);");
        migration(
                "20260101000000_first.sql",
                "-- a log\ncreate table log (what text, who text);\ninsert into log values ('fi;rst', current_user);");
        migration("README.md", "not SQL");

        apply();

        assertThat(ask("select string_agg(what || ' by ' || who, ', ' order by what) from log"))
                .isEqualTo("fi;rst by postgres, second by postgres");
        assertThat(ask("select string_agg(version || ' ' || name || ' ' || cardinality(statements), ', ' order by 1)"
                        + " from supabase_migrations.schema_migrations"))
                .isEqualTo("20260101000000 first 2, 20260102000000 second 1");
    }

    @Test
    void each_is_applied_once() throws Exception {
        migration("1_log.sql", "create table log (what text);");
        apply();
        migration("2_more.sql", "insert into log values ('more');");
        apply();
        apply();
        assertThat(ask("select count(*) from log")).isEqualTo("1");
    }

    @Test
    void the_seed_comes_after_them_and_once() throws Exception {
        migration("1_log.sql", "create table log (what text);");
        write("supabase/seed.sql", "insert into log values ('seed');");
        apply();
        migration("2_more.sql", "insert into log values ('more');");
        apply();
        assertThat(ask("select string_agg(what, ',' order by what) from log")).isEqualTo("more,seed");
    }

    @Test
    void a_broken_one_is_named_with_line_and_reason_and_leaves_nothing() throws Exception {
        migration("1_log.sql", "create table log (what text);");
        migration("2_broken.sql", "insert into log values ('half');\n\ninsert into log\n  select nonsense;\n");

        assertThatThrownBy(this::apply)
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("2_broken.sql, line 4: ERROR: column \"nonsense\" does not exist")
                .hasMessageContaining("Nothing of this file was applied");
        assertThat(ask("select count(*) from log")).isEqualTo("0");

        migration("2_broken.sql", "insert into log values ('whole');");
        apply();
        assertThat(ask("select what from log")).isEqualTo("whole");
    }

    @Test
    void a_broken_function_body_is_found_in_its_line() throws IOException {
        migration("1_f.sql", "create function f() returns int language plpgsql as $$\nbegin\n  retrun 1;\nend $$;");
        assertThatThrownBy(this::apply).hasMessageContaining("line 3: ERROR: syntax error at or near \"retrun\"");
    }

    @Test
    void a_broken_seed_is_tried_again() throws Exception {
        write("supabase/seed.sql", "create table seeded as select 1 as a;\nselect nonsense;");
        assertThatThrownBy(this::apply).hasMessageContaining("seed.sql, line 2: ");
        write("supabase/seed.sql", "create table seeded as select 2 as a;");
        apply();
        assertThat(ask("select a from seeded")).isEqualTo("2");
    }

    @Test
    void what_cannot_run_in_a_transaction_runs_without() throws Exception {
        migration("1_index.sql", "create table log (what text);\ncreate index concurrently log_what on log (what);");
        apply();
        assertThat(ask("select count(*) from pg_indexes where indexname = 'log_what'"))
                .isEqualTo("1");
        assertThat(ask("select count(*) from supabase_migrations.schema_migrations"))
                .isEqualTo("1");
    }

    @Test
    void a_file_may_have_its_own_transaction_and_settings() throws Exception {
        migration("1_log.sql", "begin;\ncreate table log (what text);\ncommit;\nset search_path = '';\nset role anon;");
        migration("2_more.sql", "insert into log values ('{\"a?\": 1}'::jsonb ? 'a?');");
        apply();
        assertThat(ask("select what from log")).isEqualTo("true");
    }

    @Test
    void triggers_on_users_and_keys_to_them_are_allowed() throws Exception {
        migration("1_users.sql", """
                create table users (id uuid primary key references auth.users on delete cascade, full_name text);
                alter table users enable row level security;
                create policy own on users for select to authenticated using ((select auth.uid()) = id);
                create function on_sign_up() returns trigger language plpgsql security definer set search_path = '' as $$
                begin
                    insert into public.users values (new.id, new.raw_user_meta_data ->> 'full_name');
                    return new;
                end $$;
                create trigger on_sign_up after insert on auth.users for each row execute function on_sign_up();
                """);
        apply();
        EmbeddedPostgresTest.run(
                postgres,
                LoginRole.SUPABASE_AUTH_ADMIN,
                "insert into auth.users (id, raw_user_meta_data) values (gen_random_uuid(), '{\"full_name\": \"Ada\"}')");
        assertThat(ask("select full_name from users")).isEqualTo("Ada");
        sql("drop trigger on_sign_up on auth.users; delete from auth.users");
    }

    @Test
    void names_without_a_number_and_numbers_used_twice_are_refused() throws IOException {
        Path nameless = write("notes.sql", "");
        assertThatThrownBy(() -> Migrations.of(List.of(nameless))).hasMessageContaining("<digits>_<name>.sql");
        migration("1_a.sql", "");
        migration("1_b.sql", "");
        assertThatThrownBy(this::apply).hasMessageContaining("Two migrations have the number 1");
    }

    @Test
    void a_project_needs_its_folder() {
        assertThatThrownBy(this::apply).hasMessageContaining("has no folder supabase");
    }

    private void apply() {
        Migrations.ofProject(project).applyTo(postgres);
    }

    private void migration(String name, String sql) throws IOException {
        write("supabase/migrations/" + name, sql);
    }

    private Path write(String name, String content) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String ask(String query) throws SQLException {
        return EmbeddedPostgresTest.ask(postgres, LoginRole.POSTGRES, query);
    }

    private static void sql(String sql) throws SQLException {
        EmbeddedPostgresTest.run(postgres, LoginRole.POSTGRES, sql);
    }
}
