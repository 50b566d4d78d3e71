package dev.deputy.postgres;

import static dev.deputy.postgres.RowLevelSecurityTest.refused;
import static dev.deputy.postgres.TestDatabase.asSuperuser;
import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.local.postgres.LoginRole;
import dev.deputy.postgres.RefusedException.Reason;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;

/** A prepared statement that runs together with its transaction's set-up behaves as if it ran alone. */
final class FlightTest {

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final RowLevelSecurity rls = RowLevelSecurity.over(pool);
    private final Caller ada = Users.user();
    private final Caller bob = Users.user();
    private Caller current = ada;
    private final DataSource following = rls.following(() -> Identity.of(current));

    @BeforeEach
    void notes() throws SQLException {
        TestDatabase.createNotes();
        rls.runAs(ada, connection -> read(connection, "select 1")); // from now on, set-ups may go along
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void the_statement_runs_as_the_caller() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement statement = connection.prepareStatement("select current_user, auth.uid(), ?::int")) {
            statement.setInt(1, 7);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("authenticated");
                assertThat(row.getString(2)).isEqualTo(ada.subject());
                assertThat(row.getInt(3)).isEqualTo(7);
                assertThat(row.getStatement()).isSameAs(statement);
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void a_statement_that_is_kept_serves_one_caller_after_the_other() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement statement = connection.prepareStatement("select auth.uid()")) {
            for (int i = 0; i < 20; i++) {
                current = i % 2 == 0 ? ada : bob;
                try (ResultSet row = statement.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo(current.subject());
                }
            }
        }
    }

    @Test
    void in_a_transaction_the_first_statement_flies_and_the_others_follow() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into notes (body) values (?)")) {
            connection.setAutoCommit(false);
            for (String body : new String[] {"a", "b", "c"}) {
                insert.setString(1, body);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            assertThat(TestDatabase.count(connection, "notes")).isEqualTo(3);
            connection.commit();
            insert.setString(1, "d");
            assertThat(insert.execute()).isFalse();
            assertThat(insert.getUpdateCount()).isEqualTo(1);
            connection.rollback();
        }
        assertThat(read("select string_agg(body, '' order by id) from notes")).isEqualTo("abc");
    }

    @Test
    void it_has_one_result_and_no_more() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement select = connection.prepareStatement("select 1 -- and no more");
                PreparedStatement update = connection.prepareStatement("update notes set body = 'x';")) {
            assertThat(select.execute()).isTrue();
            assertThat(select.getUpdateCount()).isEqualTo(-1);
            assertThat(select.getResultSet().next()).isTrue();
            assertThat(select.getMoreResults()).isFalse();
            assertThat(select.getResultSet()).isNull();
            assertThat(select.getUpdateCount()).isEqualTo(-1);
            assertThat(select.getLargeUpdateCount()).isEqualTo(-1);

            assertThat(update.execute()).isFalse();
            assertThat(update.getResultSet()).isNull();
            assertThat(update.getLargeUpdateCount()).isZero();
            assertThat(update.getMoreResults()).isFalse();
            assertThat(update.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void asking_rows_of_an_update_or_a_count_of_a_query_is_an_error_as_ever() throws SQLException {
        try (Connection connection = following.getConnection()) {
            assertThatThrownBy(connection.prepareStatement("select 1")::executeUpdate)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("executeQuery");
            assertThat(connection.prepareStatement("delete from notes").executeLargeUpdate())
                    .isZero();
            assertThatThrownBy(connection.prepareStatement("update notes set body = ''")::executeQuery)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("executeUpdate");
        }
    }

    @Test
    void values_of_all_kinds_arrive_whether_they_fly_or_not() throws SQLException {
        String types = "text,int,bigint,numeric,boolean,uuid,date,timestamptz,text,bytea,timestamp,text,text,text";
        UUID id = UUID.randomUUID();
        try (Connection connection = following.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select concat_ws('|', ?" + "::" + types.replace(",", ", ?::") + ")")) {
            statement.setString(1, "it's");
            statement.setInt(2, 1);
            statement.setLong(3, 2);
            statement.setBigDecimal(4, new BigDecimal("3.5"));
            statement.setBoolean(5, true);
            statement.setObject(6, id);
            statement.setObject(7, LocalDate.of(2026, 11, 21));
            statement.setObject(8, OffsetDateTime.of(2026, 11, 21, 0, 0, 0, 0, ZoneOffset.UTC));
            statement.setNull(9, Types.VARCHAR);
            statement.setNull(10, Types.BINARY);
            statement.setNull(11, Types.TIMESTAMP);
            statement.setObject(12, "x");
            statement.setObject(13, "y", Types.VARCHAR);
            statement.setString(14, "z");
            String flown = only(statement);
            statement.setBytes(10, new byte[] {1});
            statement.setTimestamp(11, Timestamp.valueOf("2026-01-01 00:00:00"));
            statement.setCharacterStream(14, new StringReader("streamed"));
            String alone = only(statement);

            assertThat(flown)
                    .startsWith("it's|1|2|3.5|t|" + id + "|2026-11-21|2026-11-2")
                    .endsWith("|x|y|z");
            assertThat(alone).contains("\\x01", "2026-01-01 00:00:00").endsWith("|x|y|streamed");
            assertThatThrownBy(() -> statement.setBlob(1, new ByteArrayInputStream(new byte[1])))
                    .satisfies(refused(Reason.STATEMENT));
        }
    }

    @Test
    void parameters_that_were_cleared_do_not_fly() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement statement = connection.prepareStatement("select ?::text")) {
            statement.setString(1, "gone");
            statement.clearParameters();

            assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
            statement.setString(1, "there");
            assertThat(only(statement)).isEqualTo("there");
        }
    }

    @Test
    void what_is_read_only_stays_so() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into notes (body) values ('a')")) {
            for (boolean autoCommit : new boolean[] {false, true}) {
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
                assertThat(TestDatabase.count(connection, "notes")).isZero();
                assertThatThrownBy(insert::executeUpdate).hasFieldOrPropertyWithValue("SQLState", "25006");
                connection.rollback();
                assertThatThrownBy(insert::executeUpdate).hasFieldOrPropertyWithValue("SQLState", "25006");
                connection.rollback();

                connection.setReadOnly(false);
                connection.setAutoCommit(autoCommit);
                assertThat(insert.executeUpdate()).isEqualTo(1);
                if (!autoCommit) {
                    connection.rollback();
                }
            }
        }
        assertThat(read("select count(*) from notes")).isEqualTo("1");
    }

    @Test
    void a_statement_that_fails_fails_the_transaction_and_leaves_nothing() throws SQLException {
        try (Connection connection = following.getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(connection.prepareStatement("select 1 / 0")::executeQuery)
                    .hasFieldOrPropertyWithValue("SQLState", "22012");
            assertThatThrownBy(() -> read(connection, "select 1")).hasFieldOrPropertyWithValue("SQLState", "25P02");
            assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "40000");

            assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
        }
        try (Connection connection = pool.getConnection()) {
            assertThat(read(connection, "select current_user")).isEqualTo("deputy_service");
            assertThat(read(connection, "select current_setting('request.jwt.claims', true)"))
                    .isIn("null", "");
        }
    }

    @Test
    void after_one_that_failed_before_it_was_sent_nothing_runs_as_the_login_role() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement incomplete = connection.prepareStatement("select ?::int + ?::int")) {
            connection.setAutoCommit(false);
            incomplete.setInt(1, 7);
            assertThatThrownBy(incomplete::executeQuery).hasFieldOrPropertyWithValue("SQLState", "22023");
            assertThatThrownBy(() -> read(connection, "select current_user"))
                    .hasFieldOrPropertyWithValue("SQLState", "25P02");
            assertThatThrownBy(connection::setSavepoint).hasFieldOrPropertyWithValue("SQLState", "25P02");
            assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "40000");
            assertThat(read(connection, "select current_user")).isEqualTo("authenticated");
            connection.rollback();

            assertThatThrownBy(incomplete::executeQuery).hasFieldOrPropertyWithValue("SQLState", "22023");
            connection.rollback();
            assertThat(read(connection, "select current_user")).isEqualTo("authenticated");
        }
    }

    @Test
    void in_auto_commit_mode_what_succeeds_is_committed_and_what_fails_is_not() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into notes (user_id, body) values (?, 'a') -- fine")) {
            insert.setObject(1, ada.userId());
            insert.executeUpdate();
            insert.setObject(1, bob.userId());
            assertThatThrownBy(insert::executeUpdate).isInstanceOf(DeniedException.class);
            insert.setObject(1, ada.userId());
            insert.executeUpdate();
        }
        assertThat(read("select count(*) from notes")).isEqualTo("2");
    }

    @Test
    void where_the_set_up_fails_the_statement_does_not_run() throws SQLException {
        asSuperuser("create table if not exists public.log (line text); grant insert on public.log to deputy_service");
        asSuperuser("revoke authenticated from deputy_service");
        try (Connection connection = following.getConnection()) {
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                assertThatThrownBy(connection.prepareStatement("insert into public.log values ('x')")::executeUpdate)
                        .hasFieldOrPropertyWithValue("SQLState", "42501");
            }
            connection.rollback();
        } finally {
            asSuperuser("grant authenticated to deputy_service");
        }
        assertThat(read("select count(*) from public.log")).isEqualTo("0");
        asSuperuser("drop table public.log");
    }

    @Test
    void with_the_drivers_autosave_the_set_up_goes_ahead_since_a_failure_would_take_it_along() throws SQLException {
        PGSimpleDataSource saving =
                TestDatabase.SERVER.dataSource(LoginRole.DEPUTY_SERVICE).unwrap(PGSimpleDataSource.class);
        saving.setAutosave(AutoSave.ALWAYS);
        try (HikariDataSource savingPool = TestDatabase.pool(saving, 1)) {
            RowLevelSecurity over = RowLevelSecurity.over(savingPool);
            over.runAs(ada, connection -> read(connection, "select 1"));

            over.runAs(ada, connection -> {
                assertThatThrownBy(connection.prepareStatement("select 1 / 0")::executeQuery)
                        .isInstanceOf(SQLException.class);
                assertThat(read(connection, "select current_user")).isEqualTo("authenticated");
                assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
            });
        }
    }

    @Test
    void a_flight_can_be_cancelled() throws Exception {
        try (Connection connection = following.getConnection();
                PreparedStatement sleep = connection.prepareStatement("select pg_sleep(60)")) {
            Thread canceller = new Thread(() -> {
                try {
                    while (!read("select count(*) from pg_stat_activity where query like '%pg_sleep(60)%'"
                                    + " and state = 'active' and usename = 'deputy_service'")
                            .equals("1")) {
                        Thread.onSpinWait();
                    }
                    sleep.cancel();
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            canceller.start();

            assertThatThrownBy(sleep::executeQuery).hasFieldOrPropertyWithValue("SQLState", "57014");
            canceller.join();
            assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
        }
    }

    private static String only(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
