package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four connections of ours share one connection to Postgres, which each transaction may find in another's hands. */
final class PoolerTest {

    private static final int CLIENTS = 4;
    private static final int TRANSACTIONS_EACH = 50;

    private final List<Caller> users = List.of(Users.user(), Users.user());
    private PgBouncer bouncer;
    private HikariDataSource pool;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        TestDatabase.createNotes();
        bouncer = PgBouncer.start(folder, 1);
        pool = TestDatabase.pool(bouncer.dataSource(), CLIENTS);
    }

    @AfterEach
    void stop() throws Exception {
        pool.close();
        bouncer.close();
    }

    @Test
    void callers_take_turns_on_one_server_connection_and_stay_themselves() throws Exception {
        RowLevelSecurity rls = RowLevelSecurity.builder(pool).pooler(true).build();

        assertThat(inTurns(rls)).isEqualTo(CLIENTS * TRANSACTIONS_EACH);
        assertThat(read("select count(*) from notes")).isEqualTo(String.valueOf(CLIENTS * TRANSACTIONS_EACH));
    }

    @Test
    void a_driver_that_names_its_statements_fails_there_which_is_why_they_are_switched_off() {
        RowLevelSecurity rls = RowLevelSecurity.builder(pool).pooler(false).build();

        assertThatThrownBy(() -> inTurns(rls)).hasRootCauseInstanceOf(SQLException.class);
    }

    @Test
    void isolation_schema_and_read_only_stay_with_the_transaction() throws SQLException {
        DataSource following =
                RowLevelSecurity.builder(pool).pooler(true).build().following(() -> Identity.of(users.get(0)));
        try (Connection connection = following.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setReadOnly(true);
            connection.setSchema("auth");
            assertThat(read(connection, "select uid()")).isEqualTo(users.get(0).subject());
        }
        try (Connection next = pool.getConnection()) {
            assertThat(read(next, "show transaction_isolation")).isEqualTo("read committed");
            assertThat(read(next, "show transaction_read_only")).isEqualTo("off");
            assertThat(read(next, "show search_path")).isNotEqualTo("\"auth\"");
            assertThat(read(next, "select current_user")).isEqualTo("deputy_service");
        }
    }

    private int inTurns(RowLevelSecurity rls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                tasks.add(() -> {
                    for (int i = 0; i < TRANSACTIONS_EACH; i++) {
                        Caller me = users.get((first + i) % users.size());
                        rls.runAs(me, connection -> writeAndLook(connection, me));
                    }
                    return TRANSACTIONS_EACH;
                });
            }
            int done = 0;
            for (Future<Integer> task : threads.invokeAll(tasks)) {
                done += task.get();
            }
            return done;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void writeAndLook(Connection connection, Caller me) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into notes (body) values (?)")) {
            insert.setString(1, me.subject());
            insert.executeUpdate();
        }
        assertThat(read(connection, "select auth.uid()")).isEqualTo(me.subject());
        assertThat(read(connection, "select string_agg(distinct user_id::text, ',') from notes"))
                .isEqualTo(me.subject());
    }
}
