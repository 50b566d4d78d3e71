package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.asSuperuser;
import static dev.deputy.postgres.TestDatabase.count;
import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.postgres.RefusedException.Reason;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RowLevelSecurityTest {

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final RowLevelSecurity rls =
            RowLevelSecurity.builder(pool).role("clerk").build();
    private final Caller ada = Users.user();
    private final Caller bob = Users.user();

    @BeforeEach
    void notes() throws SQLException {
        TestDatabase.createNotes();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void users_see_their_own_rows_without_a_where() throws SQLException {
        rls.runAs(ada, connection -> write(connection, "ada's"));
        rls.runAs(bob, connection -> write(connection, "bob's"));

        assertThat(rls.<String, RuntimeException>as(ada, connection -> bodies(connection)))
                .isEqualTo("ada's");
        assertThat(rls.<String, RuntimeException>as(bob, connection -> bodies(connection)))
                .isEqualTo("bob's");
        assertThat(read("select count(*) from notes")).isEqualTo("2");
    }

    @Test
    void a_policy_with_check_lets_users_write_for_themselves_only() throws SQLException {
        rls.runAs(ada, connection -> writeFor(connection, ada.userId()));

        assertThatThrownBy(() -> rls.runAs(ada, connection -> writeFor(connection, bob.userId())))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "42501");
        assertThatThrownBy(() -> rls.runAnonymously(connection -> writeFor(connection, ada.userId())))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "42501");
        assertThat(read("select count(*) from notes")).isEqualTo("1");
    }

    @Test
    void work_that_throws_is_rolled_back_and_throws_what_it_threw() throws SQLException {
        IOException failure = new IOException("no paper");

        assertThatThrownBy(() -> rls.runAs(ada, connection -> {
                    write(connection, "lost");
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(read("select count(*) from notes")).isEqualTo("0");
    }

    @Test
    void an_error_that_was_swallowed_does_not_commit_half_of_the_work() throws SQLException {
        assertThatThrownBy(() -> rls.runAs(ada, connection -> {
                    write(connection, "lost");
                    try {
                        read(connection, "select 1 / 0");
                    } catch (SQLException swallowed) {
                        assertThat(swallowed.getSQLState()).isEqualTo("22012");
                    }
                }))
                .isInstanceOf(SQLException.class);

        assertThat(read("select count(*) from notes")).isEqualTo("0");
    }

    @Test
    void postgres_is_told_who_calls_as_behind_the_data_api() throws SQLException {
        rls.runAs(Identity.of(ada).requesting("POST", "/notes"), connection -> {
            assertThat(read(connection, "select current_user")).isEqualTo("authenticated");
            assertThat(read(connection, "select session_user")).isEqualTo("deputy_service");
            assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
            assertThat(read(connection, "select auth.role()")).isEqualTo("authenticated");
            assertThat(read(connection, "select auth.email()"))
                    .isEqualTo(ada.email().orElseThrow());
            assertThat(read(connection, "select auth.jwt() ->> 'session_id'"))
                    .isEqualTo(ada.sessionId().orElseThrow().toString());
            assertThat(read(connection, "select current_setting('request.jwt.claims')"))
                    .isEqualTo(ada.claimsAsJson());
            assertThat(read(connection, "select current_setting('request.method')"))
                    .isEqualTo("POST");
            assertThat(read(connection, "select current_setting('request.path')"))
                    .isEqualTo("/notes");
        });
    }

    @Test
    void nobody_in_particular_is_anon() throws SQLException {
        rls.runAs(ada, connection -> write(connection, "ada's"));

        rls.runAnonymously(connection -> {
            assertThat(read(connection, "select current_user")).isEqualTo("anon");
            assertThat(read(connection, "select auth.uid()")).isEqualTo("null");
            assertThat(read(connection, "select auth.role()")).isEqualTo("anon");
            assertThat(read(connection, "select auth.jwt()")).isEqualTo("{\"role\": \"anon\"}");
            assertThat(count(connection, "notes")).isZero();
        });
    }

    @Test
    void what_somebody_left_on_the_connection_does_not_shine_through() throws SQLException {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select set_config('request.jwt.claim.sub', '" + bob.subject() + "', false),"
                    + " set_config('request.jwt.claims', '" + bob.claimsAsJson() + "', false)");
        }

        assertThat(rls.<String, RuntimeException>as(ada, connection -> read(connection, "select auth.uid()")))
                .isEqualTo(ada.subject());
        assertThat(rls.<String, RuntimeException>anonymously(connection -> read(connection, "select auth.uid()")))
                .isEqualTo("null");
    }

    @Test
    void nothing_of_the_caller_stays_on_the_connection() throws SQLException {
        rls.runAs(Identity.of(ada).requesting("POST", "/notes"), connection -> write(connection, "ada's"));

        try (Connection connection = pool.getConnection()) {
            assertThat(read(connection, "select current_user")).isEqualTo("deputy_service");
            assertThat(read(connection, "show statement_timeout")).isEqualTo("0");
            for (String key : new String[] {
                "request.jwt.claims",
                "request.jwt.claim.sub",
                "request.jwt.claim.role",
                "request.jwt.claim.email",
                "request.method",
                "request.path",
                "request.headers"
            }) {
                assertThat(read(connection, "select current_setting('" + key + "', true)"))
                        .as(key)
                        .isIn("null", "");
            }
        }
    }

    @Test
    void the_roles_own_settings_apply() throws SQLException {
        assertThat(rls.<String, RuntimeException>as(ada, connection -> read(connection, "show statement_timeout")))
                .isEqualTo("8s");
        assertThat(rls.<String, RuntimeException>anonymously(connection -> read(connection, "show statement_timeout")))
                .isEqualTo("3s");
    }

    @Test
    void settings_of_a_role_that_only_a_superuser_may_set_are_left_out() throws SQLException {
        asSuperuser("""
                create role clerk nologin;
                alter role clerk set log_statement = 'all';
                alter role clerk set work_mem = '5MB';
                alter role clerk set app.desk = '7';
                alter role clerk set request.jwt.claims = '{"sub":"somebody"}';
                alter role clerk in database postgres set work_mem = '6MB';
                grant clerk to deputy_service""");
        try {
            Caller clerk = Users.withRole("clerk");
            rls.runAs(clerk, connection -> {
                assertThat(read(connection, "select current_user")).isEqualTo("clerk");
                assertThat(read(connection, "show log_statement")).isEqualTo("none");
                assertThat(read(connection, "show work_mem")).isEqualTo("6MB");
                assertThat(read(connection, "select current_setting('app.desk')"))
                        .isEqualTo("7");
                assertThat(read(connection, "select current_setting('request.jwt.claims')"))
                        .isEqualTo(clerk.claimsAsJson());
            });
        } finally {
            asSuperuser("drop role clerk");
        }
    }

    @Test
    void settings_that_changed_apply_after_a_check() throws SQLException {
        rls.check();
        rls.runAs(ada, connection -> read(connection, "select 1"));
        asSuperuser("alter role authenticated set statement_timeout = '9s'");
        try {
            rls.check();
            assertThat(rls.<String, RuntimeException>as(ada, connection -> read(connection, "show statement_timeout")))
                    .isEqualTo("9s");
        } finally {
            asSuperuser("alter role authenticated set statement_timeout = '8s'");
        }
    }

    @Test
    void service_role_is_refused_before_a_connection_is_borrowed() {
        pool.close();
        Caller service = Users.withRole("service_role");

        assertThatThrownBy(() -> rls.runAs(service, connection -> {})).satisfies(refused(Reason.ROLE));
        assertThatThrownBy(() -> rls.following(() -> Identity.of(service)).getConnection())
                .satisfies(refused(Reason.ROLE));
        assertThatThrownBy(() -> RowLevelSecurity.builder(pool).role("service_role"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_role_that_nobody_allowed_is_refused_before_a_connection_is_borrowed() {
        pool.close();

        assertThatThrownBy(() -> RowLevelSecurity.over(pool).runAs(Users.withRole("clerk"), connection -> {}))
                .satisfies(refused(Reason.ROLE))
                .hasMessageContaining("clerk");
    }

    @Test
    void an_allowed_role_that_bypasses_row_level_security_is_refused() throws SQLException {
        asSuperuser("create role clerk nologin bypassrls");
        try {
            assertThatThrownBy(() -> rls.runAs(Users.withRole("clerk"), connection -> read(connection, "select 1")))
                    .satisfies(refused(Reason.ROLE))
                    .hasMessageContaining("bypasses");
        } finally {
            asSuperuser("drop role clerk");
        }
    }

    @Test
    void work_cannot_end_the_transaction_that_it_was_lent() throws SQLException {
        rls.runAs(ada, connection -> {
            assertThatThrownBy(connection::commit).satisfies(refused(Reason.STATEMENT));
            assertThatThrownBy(connection::rollback).satisfies(refused(Reason.STATEMENT));
            assertThatThrownBy(() -> connection.setAutoCommit(true)).satisfies(refused(Reason.STATEMENT));
            assertThat(connection.getAutoCommit()).isFalse();
            write(connection, "kept");
            connection.close();
            write(connection, "kept, too");
        });

        assertThat(read("select count(*) from notes")).isEqualTo("2");
    }

    @Test
    void a_connection_is_of_no_use_after_the_work() throws SQLException {
        Connection kept = rls.<Connection, RuntimeException>as(ada, connection -> connection);

        assertThatThrownBy(() -> write(kept, "late")).isInstanceOf(SQLException.class);
        assertThat(kept.isClosed()).isTrue();
    }

    @Test
    void a_read_only_transaction_has_its_caller_and_writes_nothing() throws SQLException {
        assertThatThrownBy(() -> rls.runAs(ada, connection -> {
                    connection.setReadOnly(true);
                    assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
                    write(connection, "no");
                }))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "25006");
    }

    static java.util.function.Consumer<Throwable> refused(Reason reason) {
        return thrown -> assertThat(thrown).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    private static void write(Connection connection, String body) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into notes (body) values (?)")) {
            statement.setString(1, body);
            statement.executeUpdate();
        }
    }

    private static void writeFor(Connection connection, UUID user) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into notes (user_id, body) values (?, 'a')")) {
            statement.setObject(1, user);
            statement.executeUpdate();
        }
    }

    private static String bodies(Connection connection) throws SQLException {
        return read(connection, "select string_agg(body, ', ' order by id) from notes");
    }
}
