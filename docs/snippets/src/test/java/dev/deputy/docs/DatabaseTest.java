package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.Caller;
import dev.deputy.local.LocalSupabase;
import dev.deputy.postgres.Doctor;
import dev.deputy.postgres.Migrations;
import dev.deputy.postgres.RefusedException;
import dev.deputy.postgres.RowLevelSecurity;
import dev.deputy.test.SupabaseTest;
import dev.deputy.test.WithCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** About SQL as the caller: with a database, without Spring. */
@SupabaseTest(project = "src/test/resources/project")
class DatabaseTest {

    // snippet test
    @Test
    void everybody_has_their_own_notes(DataSource database, Caller ada, Caller bob) throws SQLException {
        RowLevelSecurity rls = RowLevelSecurity.over(database);
        rls.runAs(ada, connection -> insert(connection, "hers"));

        assertThat(rls.as(ada, DatabaseTest::bodies)).containsExactly("hers");
        assertThat(rls.as(bob, DatabaseTest::bodies)).isEmpty();
    }
    // end

    @Test
    void nothing_is_left_on_the_connection(DataSource database, Caller ada, LocalSupabase supabase)
            throws SQLException {
        RowLevelSecurity rls = RowLevelSecurity.over(database);
        // snippet as
        List<String> notes = rls.as(ada, connection -> {
            // here: role authenticated, and her claims, for this transaction
            return bodies(connection);
        });
        // here: nobody; the connection is in the pool again, with neither
        // end
        assertThat(notes).isEmpty();
        try (Connection plain = database.getConnection()) {
            assertThat(one(plain, "select current_user || coalesce(current_setting('request.jwt.claims', true), '')"))
                    .isEqualTo(one(plain, "select session_user"));
        }
    }

    @Test
    void nothing_is_held_while_others_work(DataSource database, Caller ada) throws SQLException {
        RowLevelSecurity rls = RowLevelSecurity.over(database);
        rls.runAs(ada, connection -> insert(connection, "long"));
        // snippet short
        List<String> notes = rls.as(ada, DatabaseTest::bodies); // one transaction
        String summary = slowService(notes); // no connection is held meanwhile
        rls.runAs(ada, connection -> insert(connection, summary)); // another one
        // end
        assertThat(rls.as(ada, DatabaseTest::bodies)).contains("1 notes");
    }

    @Test
    void the_doctor_finds_what_makes_policies_slow(LocalSupabase supabase) throws SQLException {
        DataSource pool = supabase.dataSource();
        execute(pool, "create table todos (user_id uuid, title text)");
        execute(pool, "alter table todos enable row level security");
        execute(pool, "create policy own on todos to authenticated using (user_id = auth.uid())");
        List<String> printed = new ArrayList<>();
        // snippet doctor
        for (Doctor.Finding finding : Doctor.examine(pool, List.of("public"))) {
            printed.add(finding.toString()); // what is wrong, and the SQL that mends it
        }
        // end
        assertThat(String.join("\n", printed))
                .contains("asks who calls for each row")
                .contains("for which there is no index");
    }

    @Test
    void a_login_role_that_can_do_nothing_by_itself(LocalSupabase supabase) throws SQLException, IOException {
        execute(supabase.dataSource(), Files.readString(Path.of("src/test/resources/login.sql")));
        try (Connection connection = supabase.dataSource().getConnection()) {
            assertThat(one(
                            connection,
                            "select rolbypassrls or rolsuper or rolinherit from pg_roles where rolname = 'app_api'"))
                    .isEqualTo("f");
        }
    }

    @Test
    void postgres_cannot_become_less(LocalSupabase supabase) {
        assertThatThrownBy(() -> execute(supabase.dataSource(), "alter role postgres nobypassrls"))
                .hasMessageContaining("permission denied to alter role");
    }

    @Test
    void the_owner_of_everything_is_refused(LocalSupabase supabase, Caller ada) {
        // snippet refused
        RowLevelSecurity rls = RowLevelSecurity.over(supabase.dataSource()); // logs in as postgres
        assertThatThrownBy(rls::check)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("create role"); // with the SQL for a better one
        // end
    }

    @Test
    void who_signs_out_is_out(LocalSupabase supabase, Caller ada) throws SQLException {
        execute(supabase.dataSource(), Migrations.sessionCheck());
        DataSource pool = supabase.serviceDataSource();
        // snippet signed-out
        RowLevelSecurity rls =
                RowLevelSecurity.builder(pool).refuseSignedOut().build(); // after Migrations.sessionCheck()
        // end
        assertThat(rls.as(ada, DatabaseTest::bodies)).isEmpty();
        execute(supabase.dataSource(), "delete from auth.sessions where user_id = '" + ada.userId() + "'");
        assertThatThrownBy(() -> rls.as(ada, DatabaseTest::bodies)).isInstanceOf(RefusedException.class);
    }

    @Test
    void a_profile_comes_with_the_user(
            DataSource database, @WithCaller(userMetadata = "{full_name: 'Ada Lovelace'}") Caller ada)
            throws SQLException {
        RowLevelSecurity rls = RowLevelSecurity.over(database);
        String name = rls.as(ada, connection -> one(connection, "select full_name from profiles"));
        assertThat(name).isEqualTo("Ada Lovelace");
    }

    private static String slowService(List<String> notes) {
        return notes.size() + " notes";
    }

    private static void insert(Connection connection, String body) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into notes (id, body) values (?, ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, body);
            insert.executeUpdate();
        }
    }

    private static List<String> bodies(Connection connection) throws SQLException {
        List<String> bodies = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select body from notes");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                bodies.add(rows.getString(1));
            }
        }
        return bodies;
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
