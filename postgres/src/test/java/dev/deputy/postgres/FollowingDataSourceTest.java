package dev.deputy.postgres;

import static dev.deputy.postgres.RowLevelSecurityTest.refused;
import static dev.deputy.postgres.TestDatabase.count;
import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.local.postgres.LoginRole;
import dev.deputy.postgres.RefusedException.Reason;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

final class FollowingDataSourceTest {

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final Caller ada = Users.user();
    private final Caller bob = Users.user();
    private @Nullable Identity current = Identity.of(ada);
    private final DataSource following = RowLevelSecurity.over(pool).following(() -> current);

    @BeforeEach
    void notes() throws SQLException {
        TestDatabase.createNotes();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void a_statement_in_auto_commit_mode_is_a_transaction_of_the_callers() throws SQLException {
        try (Connection connection = following.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            write(connection, "ada's");
            assertThat(read("select count(*) from notes")).as("committed").isEqualTo("1");
            assertThat(read(connection, "select current_user")).isEqualTo("authenticated");
            assertThat(count(connection, "notes")).isEqualTo(1);
        }
        current = Identity.of(bob);
        try (Connection connection = following.getConnection()) {
            assertThat(count(connection, "notes")).isZero();
        }
        current = Identity.anonymous();
        try (Connection connection = following.getConnection()) {
            assertThat(read(connection, "select current_user")).isEqualTo("anon");
        }
    }

    @Test
    void a_pool_without_auto_commit_keeps_its_transactions_whole() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestDatabase.SERVER.dataSource(LoginRole.DEPUTY_SERVICE));
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        try (HikariDataSource manual = new HikariDataSource(config)) {
            DataSource dataSource = RowLevelSecurity.over(manual).following(() -> current);
            try (Connection connection = dataSource.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
                write(connection, "rolled back by closing");
            }
        }
        assertThat(read("select count(*) from notes")).isEqualTo("0");
    }

    @Test
    void a_failed_statement_in_auto_commit_mode_leaves_a_usable_connection() throws SQLException {
        try (Connection connection = following.getConnection()) {
            assertThatThrownBy(() -> read(connection, "select 1 / 0")).isInstanceOf(SQLException.class);

            assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
        }
    }

    @Test
    void a_transaction_ends_as_JDBC_says() throws SQLException {
        try (Connection connection = following.getConnection()) {
            connection.setAutoCommit(false);
            write(connection, "committed");
            connection.commit();
            write(connection, "rolled back");
            connection.rollback();
            write(connection, "committed by the change of mode");
            connection.setAutoCommit(true);
            connection.setAutoCommit(false);
            write(connection, "rolled back by closing");
        }
        assertThat(read("select string_agg(body, ', ' order by id) from notes"))
                .isEqualTo("committed, committed by the change of mode");
    }

    @Test
    void every_transaction_on_a_connection_has_its_own_caller() throws SQLException {
        try (Connection connection = following.getConnection()) {
            connection.setAutoCommit(false);
            for (Caller caller : Arrays.asList(ada, bob, ada)) {
                current = Identity.of(caller);
                assertThat(read(connection, "select auth.uid()")).isEqualTo(caller.subject());
                connection.commit();
                assertThat(read(connection, "select auth.uid()")).isEqualTo(caller.subject());
                connection.rollback();
            }
        }
    }

    @Test
    void no_transaction_begins_once_the_callers_token_has_ended() throws SQLException {
        var builder = RowLevelSecurity.builder(pool);
        var now = new AtomicReference<>(ada.expiresAt().plusSeconds(60));
        builder.clock = now::get;
        DataSource dataSource = builder.build().following(() -> current);

        try (Connection stream = dataSource.getConnection()) {
            stream.setAutoCommit(false);
            assertThat(read(stream, "select auth.uid()")).isEqualTo(ada.subject());

            now.set(ada.expiresAt().plusSeconds(61));
            assertThat(read(stream, "select auth.uid()"))
                    .as("a transaction that has begun")
                    .isEqualTo(ada.subject());
            stream.commit();
            assertThatThrownBy(() -> read(stream, "select 1"))
                    .satisfies(refused(Reason.EXPIRED))
                    .hasMessageContaining("fresh token");

            current = Identity.anonymous();
            assertThat(read(stream, "select current_user")).isEqualTo("anon");
        }
    }

    @Test
    void who_comes_with_an_ended_token_gets_no_connection() {
        var builder = RowLevelSecurity.builder(pool);
        builder.clock = () -> ada.expiresAt().plusSeconds(61);
        RowLevelSecurity late = builder.build();
        pool.close();

        assertThatThrownBy(() -> late.runAs(ada, connection -> {})).satisfies(refused(Reason.EXPIRED));
        assertThatThrownBy(() -> late.following(() -> current).getConnection()).satisfies(refused(Reason.EXPIRED));
    }

    @Test
    void settings_of_the_connection_that_would_reach_the_next_caller_are_refused() throws SQLException {
        try (Connection connection = following.getConnection()) {
            int holdability = connection.getHoldability();
            connection.setHoldability(holdability);
            assertThat(holdability).isEqualTo(ResultSet.CLOSE_CURSORS_AT_COMMIT);

            assertThatThrownBy(() -> connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT))
                    .satisfies(refused(Reason.STATEMENT));
            assertThatThrownBy(() -> connection.setTypeMap(Map.of("notes", String.class)))
                    .satisfies(refused(Reason.STATEMENT));
            assertThatThrownBy(() -> connection.getTypeMap().put("notes", String.class))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getHoldability()).isEqualTo(ResultSet.CLOSE_CURSORS_AT_COMMIT);
            assertThat(connection.getTypeMap()).isEmpty();
        }
    }

    @Test
    void a_transaction_is_not_continued_for_somebody_else() throws SQLException {
        try (Connection connection = following.getConnection()) {
            connection.setAutoCommit(false);
            write(connection, "ada's");

            current = Identity.of(bob);
            assertThatThrownBy(() -> count(connection, "notes")).satisfies(refused(Reason.ANOTHER_CALLER));
            current = Identity.anonymous();
            assertThatThrownBy(() -> count(connection, "notes")).satisfies(refused(Reason.ANOTHER_CALLER));
            current = null;
            assertThatThrownBy(() -> count(connection, "notes")).satisfies(refused(Reason.NO_CALLER));

            current = Identity.of(ada).requesting("GET", "/notes");
            assertThat(count(connection, "notes")).isEqualTo(1);
        }
    }

    @Test
    void without_a_caller_there_are_facts_about_the_server_but_no_statement() throws SQLException {
        current = null;
        try (Connection connection = following.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(connection.getMetaData().getSQLKeywords()).isNotEmpty();
            assertThat(connection.isValid(5)).isTrue();

            assertThatThrownBy(() -> read(connection, "select 1"))
                    .satisfies(refused(Reason.NO_CALLER))
                    .hasMessageContaining("no current caller");
            assertThatThrownBy(() -> connection.getMetaData().getTables(null, null, null, null))
                    .satisfies(refused(Reason.NO_CALLER));
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> write(connection, "nobody's")).satisfies(refused(Reason.NO_CALLER));
            assertThatThrownBy(connection::setSavepoint).satisfies(refused(Reason.NO_CALLER));
        }
        assertThat(read("select count(*) from notes")).isEqualTo("0");
    }

    @Test
    void the_caller_survives_savepoints() throws SQLException {
        try (Connection connection = following.getConnection()) {
            connection.setAutoCommit(false);
            Savepoint first = connection.setSavepoint();
            write(connection, "undone");
            connection.rollback(first);
            assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());

            Savepoint second = connection.setSavepoint("second");
            assertThatThrownBy(() -> read(connection, "select 1 / 0")).isInstanceOf(SQLException.class);
            connection.rollback(second);
            connection.releaseSavepoint(second);
            write(connection, "kept");
            assertThat(read(connection, "select current_user")).isEqualTo("authenticated");
            connection.commit();
        }
        assertThat(read("select string_agg(body, ', ') from notes")).isEqualTo("kept");
    }

    @Test
    void an_error_in_a_transaction_does_not_leave_the_caller() throws SQLException {
        try (Connection connection = following.getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> read(connection, "select 1 / 0")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> read(connection, "select 1")).hasFieldOrPropertyWithValue("SQLState", "25P02");
            connection.rollback();
            assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
        }
    }

    @Test
    void a_cancelled_statement_leaves_a_usable_connection() throws Exception {
        var helper = Executors.newSingleThreadExecutor();
        try (Connection connection = following.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            var cancelled = helper.submit(() -> {
                while (read("select count(*) from pg_stat_activity where query = 'select pg_sleep(60)'")
                        .equals("0")) {
                    Thread.onSpinWait();
                }
                statement.cancel();
                return true;
            });
            assertThatThrownBy(() -> statement.execute("select pg_sleep(60)"))
                    .hasFieldOrPropertyWithValue("SQLState", "57014");
            assertThat(cancelled.get()).isTrue();
            connection.rollback();
            assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
        } finally {
            helper.shutdownNow();
        }
    }

    @Test
    void rows_can_be_read_after_the_statement_has_committed() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement statement = connection.prepareStatement("select * from generate_series(1, 100)")) {
            statement.setFetchSize(10);
            try (ResultSet rows = statement.executeQuery()) {
                int sum = 0;
                while (rows.next()) {
                    sum += rows.getInt(1);
                }
                assertThat(sum).isEqualTo(5050);
            }
            assertThat(statement.getFetchSize()).isEqualTo(10);
        }
    }

    @Test
    void rows_come_in_portions_within_a_transaction() throws SQLException {
        try (Connection connection = following.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(10);
            try (ResultSet rows = statement.executeQuery("select * from generate_series(1, 100)")) {
                rows.next();
                assertThat(read(connection, "select count(*) from pg_cursors where name <> ''"))
                        .isEqualTo("1");
                int count = 1;
                while (rows.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(100);
            }
        }
    }

    @Test
    void generated_keys_batches_and_several_results_work() throws SQLException {
        try (Connection connection = following.getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into notes (body) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "one");
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getLong("id")).isPositive();
                    assertThat(keys.getObject("user_id")).isEqualTo(ada.userId());
                    assertThat(keys.getStatement()).isSameAs(insert);
                }
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into notes (body) values (?)")) {
                for (String body : Arrays.asList("two", "three")) {
                    insert.setString(1, body);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).containsExactly(1, 1);
            }
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("update notes set body = upper(body)");
                statement.addBatch("insert into notes (body) values ('four')");
                assertThat(statement.executeBatch()).containsExactly(3, 1);
                assertThatThrownBy(() -> statement.addBatch("reset role")).satisfies(refused(Reason.STATEMENT));

                assertThat(statement.execute("select count(*) from notes")).isTrue();
                try (ResultSet rows = statement.getResultSet()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(4);
                }
                assertThat(statement.getMoreResults()).isFalse();
            }
        }
    }

    @Test
    void functions_can_be_called() throws SQLException {
        try (Connection connection = following.getConnection();
                var call = connection.prepareCall("{? = call auth.uid()}")) {
            call.registerOutParameter(1, java.sql.Types.OTHER);
            call.execute();
            assertThat(call.getObject(1)).isEqualTo(ada.userId());
        }
    }

    @Test
    void rows_that_are_changed_in_place_are_changed_as_the_caller() throws SQLException {
        try (Connection connection = following.getConnection()) {
            write(connection, "before");
            try (Statement statement =
                            connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                    ResultSet rows = statement.executeQuery("select id, body from notes")) {
                rows.next();
                rows.updateString("body", "after");
                rows.updateRow();
                current = null;
                rows.updateString("body", "nobody's");
                assertThatThrownBy(rows::updateRow).satisfies(refused(Reason.NO_CALLER));
            }
        }
        assertThat(read("select body from notes")).isEqualTo("after");
    }

    @Test
    void isolation_and_read_only_hold_for_the_transaction_and_not_for_the_session() throws SQLException {
        try (Connection connection = following.getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThat(read(connection, "show transaction_isolation")).isEqualTo("serializable");
            assertThat(read(connection, "show transaction_read_only")).isEqualTo("on");
            assertThat(read(connection, "select auth.uid()")).isEqualTo(ada.subject());
            assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED))
                    .isInstanceOf(SQLException.class);
            connection.commit();
            assertThat(read(connection, "show transaction_isolation")).isEqualTo("serializable");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
        try (Connection connection = pool.getConnection()) {
            assertThat(read(connection, "show transaction_isolation")).isEqualTo("read committed");
            assertThat(read(connection, "show transaction_read_only")).isEqualTo("off");
        }
    }

    @Test
    void a_schema_holds_for_the_lease_and_not_for_the_session() throws SQLException {
        String before = schemaOfPool();
        try (Connection connection = following.getConnection()) {
            connection.setSchema("auth");
            assertThat(connection.getSchema()).isEqualTo("auth");
            assertThat(read(connection, "select uid()")).isEqualTo(ada.subject());
            connection.setAutoCommit(false);
            read(connection, "select 1");
            connection.setSchema("public");
            assertThat(connection.getSchema()).isEqualTo("public");
            connection.rollback();
            assertThat(connection.getSchema()).isEqualTo("public");
        }
        assertThat(schemaOfPool()).isEqualTo(before);
    }

    @Test
    void nothing_leads_to_the_drivers_connection() throws SQLException {
        assertThatThrownBy(() -> following.unwrap(HikariDataSource.class)).satisfies(refused(Reason.STATEMENT));
        assertThat(following.isWrapperFor(HikariDataSource.class)).isFalse();
        assertThatThrownBy(() -> following.getConnection("postgres", "postgres"))
                .satisfies(refused(Reason.STATEMENT));
        try (Connection connection = following.getConnection();
                PreparedStatement statement = connection.prepareStatement("select 1");
                ResultSet rows = statement.executeQuery()) {
            assertThatThrownBy(() -> connection.unwrap(PGConnection.class)).satisfies(refused(Reason.STATEMENT));
            assertThat(connection.isWrapperFor(PGConnection.class)).isFalse();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(rows.getStatement().getConnection()).isSameAs(connection);
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            try (ResultSet tables = connection.getMetaData().getTables(null, "public", "notes", null)) {
                assertThat(tables.next()).isTrue();
            }
        }
    }

    @Test
    void large_objects_are_refused_because_every_user_could_read_them() throws SQLException {
        try (Connection connection = following.getConnection();
                PreparedStatement statement = connection.prepareStatement("select ?::oid")) {
            assertThatThrownBy(connection::createBlob).satisfies(refused(Reason.STATEMENT));
            assertThatThrownBy(() -> statement.setBlob(1, (Blob) null)).satisfies(refused(Reason.STATEMENT));
            assertThatThrownBy(() -> statement.setObject(1, new byte[1], java.sql.Types.BLOB))
                    .satisfies(refused(Reason.STATEMENT));
            statement.setLong(1, 1);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThatThrownBy(() -> rows.getBlob(1)).satisfies(refused(Reason.STATEMENT));
            }
        }
    }

    @Test
    void savepoints_commits_and_rollbacks_need_a_transaction() throws SQLException {
        try (Connection connection = following.getConnection()) {
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
            assertThatThrownBy(connection::setSavepoint).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void a_closed_connection_does_not_reach_the_next_borrowers() throws SQLException {
        Connection closed = following.getConnection();
        Statement statement = closed.createStatement();
        closed.close();
        closed.close();

        assertThat(closed.isClosed()).isTrue();
        try (Connection next = pool.getConnection()) {
            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> read(closed, "select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(closed::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> closed.setAutoCommit(false)).isInstanceOf(SQLException.class);
            assertThat(next.isValid(5)).isTrue();
        }
    }

    @Test
    void a_connection_that_cannot_be_rolled_back_is_thrown_away() throws SQLException {
        Connection connection = following.getConnection();
        connection.setAutoCommit(false);
        String backend = read(connection, "select pg_backend_pid()");
        TestDatabase.asSuperuser("select pg_terminate_backend(" + backend + ")");
        connection.close();

        try (Connection next = following.getConnection()) {
            assertThat(read(next, "select pg_backend_pid()")).isNotEqualTo(backend);
        }
    }

    @Test
    void ending_a_transaction_on_a_connection_that_was_lost_says_that_it_was_lost() throws SQLException {
        for (Ending ending : List.<Ending>of(Connection::rollback, Connection::commit, c -> c.setAutoCommit(true))) {
            try (Connection connection = following.getConnection()) {
                connection.setAutoCommit(false);
                lose(connection);

                assertThatThrownBy(() -> ending.end(connection))
                        .isInstanceOfSatisfying(SQLException.class, lost -> assertThat(lost.getSQLState())
                                .isEqualTo("08006"));
            }
        }
    }

    @Test
    void a_connection_that_was_lost_is_not_valid() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection connection = following.getConnection()) {
                connection.setAutoCommit(autoCommit);
                assertThat(connection.isValid(5)).isTrue();
                assertThatThrownBy(() -> connection.isValid(-1)).isInstanceOf(SQLException.class);
                lose(connection);
                assertThat(connection.isValid(5)).isFalse();
            }
        }
    }

    @Test
    void asking_whether_it_is_valid_finds_out_that_a_connection_was_lost() throws SQLException {
        try (Connection connection = following.getConnection()) {
            String backend = read(connection, "select pg_backend_pid()");
            TestDatabase.asSuperuser("select pg_terminate_backend(" + backend + ", 20000)");

            assertThat(connection.isValid(5)).isFalse();
        }
    }

    @Test
    void a_question_about_the_server_says_that_the_connection_was_lost() throws SQLException {
        try (Connection connection = following.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            lose(connection);

            assertThatThrownBy(metaData::getSQLKeywords)
                    .isInstanceOfSatisfying(SQLException.class, lost -> assertThat(lost.getSQLState())
                            .isEqualTo("08006"));
        }
    }

    @Test
    void the_next_statement_on_a_connection_that_was_lost_says_that_it_was_lost() throws SQLException {
        try (Connection connection = following.getConnection()) {
            lose(connection);

            assertThatThrownBy(() -> read(connection, "select 1"))
                    .isInstanceOfSatisfying(SQLException.class, lost -> assertThat(lost.getSQLState())
                            .isEqualTo("08006"));
        }
    }

    private static void lose(Connection connection) throws SQLException {
        String backend = read(connection, "select pg_backend_pid()");
        TestDatabase.asSuperuser("select pg_terminate_backend(" + backend + ")");
        assertThatThrownBy(() -> read(connection, "select 1")).isInstanceOf(SQLException.class);
    }

    private interface Ending {
        void end(Connection connection) throws SQLException;
    }

    private String schemaOfPool() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return String.valueOf(read(connection, "show search_path"));
        }
    }

    private static void write(Connection connection, String body) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into notes (body) values (?)")) {
            statement.setString(1, body);
            statement.executeUpdate();
        }
    }
}
