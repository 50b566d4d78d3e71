package dev.deputy.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.postgres.RowLevelSecurity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SupabaseTest(project = "src/test/project")
class SupabaseTestTest {

    private static String database = "";

    @BeforeAll
    static void remember(LocalSupabase supabase) {
        database = supabase.databaseUrl();
    }

    @Test
    void everybody_has_their_own_notes(DataSource service, Caller ada, Caller bob) throws SQLException {
        RowLevelSecurity database = RowLevelSecurity.over(service);
        database.as(ada, connection -> execute(connection, "insert into notes (body) values ('hers')"));

        assertThat(database.as(ada, SupabaseTestTest::notes)).containsExactly("hers");
        assertThat(database.as(bob, SupabaseTestTest::notes)).isEmpty();
    }

    @Test
    @WithCaller(email = "ada@example.com", appMetadata = "{tenant: 'acme', roles: [\"a\"]}", aal = "aal2")
    void callers_are_users_of_this_database(
            Caller ada, @WithCaller(userMetadata = "{name: 'Bob'}") Caller bob, LocalSupabase supabase)
            throws SQLException {
        assertThat(ada.email()).hasValue("ada@example.com");
        assertThat(ada.aal()).hasValue("aal2");
        assertThat(ada.appMetadata()).containsEntry("tenant", "acme").containsEntry("roles", List.of("a"));
        assertThat(bob.userMetadata()).containsEntry("name", "Bob");
        assertThat(bob.email().orElseThrow()).startsWith("somebody-");
        try (Connection connection = supabase.dataSource().getConnection()) {
            assertThat(texts(
                            connection,
                            "select s.id from auth.users u join auth.sessions s on s.user_id = u.id"
                                    + " where email = 'ada@example.com'"))
                    .containsExactly(String.valueOf(ada.sessionId().orElseThrow()));
        }
    }

    @Test
    void a_service_is_configured_and_verifies(
            SupabaseConfig config, TokenVerifier verifier, Caller ada, LocalSupabase supabase) {
        assertThat(config.projectUrl()).isEqualTo(supabase.apiUrl());
        assertThat(verifier.verify(ada.accessToken())).isEqualTo(ada);
        assertThat(ada.email().orElseThrow()).startsWith("ada-");
    }

    @Nested
    class Within {

        @Test
        void it_is_the_same_database(LocalSupabase supabase) {
            assertThat(supabase.databaseUrl()).isEqualTo(database);
        }
    }

    static List<String> notes(Connection connection) throws SQLException {
        return texts(connection, "select body from notes order by id");
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
