package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.TokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many databases on one server, made from one that has had its migrations. */
class LocalTemplateTest {

    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    static Path project;

    private static LocalTemplate template;

    @BeforeAll
    static void prepare() throws IOException {
        Path migrations = Files.createDirectories(project.resolve("supabase/migrations"));
        Files.writeString(migrations.resolve("1_notes.sql"), """
                create table notes (body text);
                grant select on notes to anon;
                alter database postgres set intervalstyle = 'iso_8601';
                alter role anon in database postgres set statement_timeout = '7s';
                revoke connect on database postgres from public;
                grant connect on database postgres to authenticator, supabase_auth_admin, deputy_service;
                """);
        Files.writeString(project.resolve("supabase/seed.sql"), "insert into notes values ('seeded');");
        template = LocalSupabase.builder().project(project).template();
    }

    @AfterAll
    static void stop() {
        template.close();
    }

    @Test
    void each_has_users_and_rows_of_its_own() throws SQLException {
        try (LocalSupabase one = template.start();
                LocalSupabase two = template.start()) {
            Session ada = one.signUp("ada@example.com", PASSWORD);
            execute(one.dataSource(), "insert into notes values ('mine')");

            assertThat(TokenVerifier.of(one.config()).verify(ada.accessToken()).userId())
                    .isEqualTo(ada.userId());
            assertThat(texts(one.dataSource(), "select body from notes")).containsExactly("seeded", "mine");
            assertThat(texts(two.dataSource(), "select body from notes")).containsExactly("seeded");
            assertThat(texts(two.dataSource(), "select email from auth.users")).isEmpty();
            assertThatThrownBy(() -> two.signIn("ada@example.com", PASSWORD)).hasMessageContaining("400");
            assertThat(one.secretKey()).isNotEqualTo(two.secretKey());
        }
    }

    @Test
    void what_was_set_and_granted_for_the_database_as_such_comes_along() throws SQLException {
        try (LocalSupabase one = template.start()) {
            assertThat(texts(one.dataSource(), "show search_path")).containsExactly("\"$user\", public, extensions");
            assertThat(texts(one.serviceDataSource(), "show intervalstyle")).containsExactly("iso_8601");
            assertThat(texts(
                            one.dataSource(),
                            "select unnest(setconfig) from pg_db_role_setting join pg_database d on d.oid = setdatabase"
                                    + " where setrole = 'anon'::regrole and datname = current_database()"))
                    .containsExactly("statement_timeout=7s");
            assertThat(texts(one.dataSource(), "select has_database_privilege('anon', current_database(), 'connect')"))
                    .containsExactly("f");
            execute(one.dataSource(), "create schema mine");
        }
    }

    @Test
    void many_start_at_once() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        List<LocalSupabase> all = new ArrayList<>();
        for (Future<LocalSupabase> one :
                pool.invokeAll(Collections.<Callable<LocalSupabase>>nCopies(6, template::start))) {
            all.add(one.get());
        }
        pool.shutdown();
        assertThat(all).extracting(LocalSupabase::databaseUrl).doesNotHaveDuplicates();
        all.forEach(one ->
                assertThat(one.signUp("ada@example.com", PASSWORD).email()).isEqualTo("ada@example.com"));
        all.forEach(LocalSupabase::close);
    }

    @Test
    void closing_one_drops_its_database_whoever_is_connected() throws SQLException {
        LocalSupabase one = template.start();
        try (LocalSupabase two = template.start();
                Connection connection = one.dataSource().getConnection()) {
            String name = connection.getCatalog();
            one.close();
            one.close();
            assertThat(connection.isValid(1)).isFalse();
            assertThat(texts(two.dataSource(), "select datname from pg_database"))
                    .contains("postgres")
                    .doesNotContain(name);
        }
    }

    @Test
    void a_fixed_port_or_a_data_folder_makes_no_template() {
        assertThatThrownBy(() -> LocalSupabase.builder().port(54321).template())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("free ports");
        assertThatThrownBy(() -> LocalSupabase.builder().data(project).template())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_set_after_it_was_made_does_not_concern_it() {
        LocalSupabase.Builder settings = LocalSupabase.builder();
        try (LocalTemplate one = settings.template()) {
            settings.auth(auth -> auth.withSignUps(false));
            try (LocalSupabase supabase = one.start()) {
                assertThat(supabase.signUp("ada@example.com", PASSWORD).email()).isEqualTo("ada@example.com");
            }
        }
    }

    @Test
    void after_a_shared_one_was_closed_there_is_another() {
        LocalTemplate one = LocalTemplate.shared("closed", LocalSupabase::builder);
        assertThat(LocalTemplate.shared("closed", LocalSupabase::builder)).isSameAs(one);
        one.close();

        try (LocalTemplate another = LocalTemplate.shared("closed", LocalSupabase::builder);
                LocalSupabase supabase = another.start()) {
            assertThat(supabase.signUp("ada@example.com", PASSWORD).email()).isEqualTo("ada@example.com");
        }
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(DataSource dataSource, String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
