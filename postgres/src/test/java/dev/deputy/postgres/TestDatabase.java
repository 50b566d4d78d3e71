package dev.deputy.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.local.postgres.LoginRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One real Postgres with a hosted project's roles for all tests of this module; it ends with the JVM. */
final class TestDatabase {

    static final TestServer SERVER = TestServer.start();

    /** Notes that belong to their writers, under the policies that Supabase's own guides show. */
    private static final String NOTES = """
            create table if not exists notes (
                id bigint generated always as identity primary key,
                user_id uuid not null default auth.uid(),
                body text not null
            );
            truncate notes;
            alter table notes enable row level security;
            drop policy if exists "write one's own" on notes;
            create policy "write one's own" on notes for insert to authenticated with check (auth.uid() = user_id);
            drop policy if exists "see one's own" on notes;
            create policy "see one's own" on notes for select to authenticated using ((select auth.uid()) = user_id);
            drop policy if exists "change one's own" on notes;
            create policy "change one's own" on notes for update to authenticated
                using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
            """;

    private TestDatabase() {}

    static void createNotes() throws SQLException {
        asOwner(NOTES);
    }

    /** Runs SQL as {@code postgres}, who owns what it makes and bypasses row level security. */
    static void asOwner(String sql) throws SQLException {
        run(LoginRole.POSTGRES, sql);
    }

    static void asSuperuser(String sql) throws SQLException {
        run(LoginRole.SUPABASE_ADMIN, sql);
    }

    private static void run(LoginRole role, String sql) throws SQLException {
        try (Connection connection = SERVER.dataSource(role).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What {@code postgres} reads, past all policies: one value as text, {@code null} included. */
    static String read(String sql) throws SQLException {
        try (Connection connection = SERVER.dataSource(LoginRole.POSTGRES).getConnection()) {
            return read(connection, sql);
        }
    }

    static String read(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return String.valueOf(rows.next() ? rows.getString(1) : null);
        }
    }

    static int count(Connection connection, String table) throws SQLException {
        return Integer.parseInt(read(connection, "select count(*) from " + table));
    }

    /** A pool that logs in as Java services do: without any right but to become anon or authenticated. */
    static HikariDataSource pool(int size) {
        return pool(SERVER.dataSource(LoginRole.DEPUTY_SERVICE), size);
    }

    static HikariDataSource pool(DataSource connections, int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(connections);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(30_000);
        return new HikariDataSource(config);
    }
}
