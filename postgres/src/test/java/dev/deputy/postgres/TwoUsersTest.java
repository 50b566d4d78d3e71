package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two users, a pool of two connections, eight threads, and everything that can happen to a transaction. */
final class TwoUsersTest {

    private static final int THREADS = 8;
    private static final int TRANSACTIONS_EACH = 250;
    private static final long SEED = 20261121;

    private final List<Caller> users = List.of(Users.user(), Users.user());
    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();
    private final AtomicInteger committedNotes = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void not_one_row_of_the_other_user_and_nothing_left_on_a_connection() throws Exception {
        TestDatabase.createNotes();
        try (HikariDataSource pool = TestDatabase.pool(2)) {
            RowLevelSecurity rls = RowLevelSecurity.over(pool);
            DataSource following = rls.following(() -> Identity.of(CURRENT.get()));
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Callable<Integer>> tasks = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    Random random = new Random(SEED + thread);
                    tasks.add(() -> {
                        for (int i = 0; i < TRANSACTIONS_EACH; i++) {
                            transaction(rls, following, random);
                        }
                        return TRANSACTIONS_EACH;
                    });
                }
                for (Future<Integer> done : threads.invokeAll(tasks)) {
                    assertThat(done.get()).isEqualTo(TRANSACTIONS_EACH);
                }
            } finally {
                threads.shutdownNow();
            }
            nothingIsLeft(pool);
        }
        assertThat(looks.get()).isGreaterThan(THREADS * TRANSACTIONS_EACH / 2);
        assertThat(read("select count(*) from notes")).isEqualTo(String.valueOf(committedNotes.get()));
    }

    private void transaction(RowLevelSecurity rls, DataSource following, Random random) throws SQLException {
        Caller me = users.get(random.nextInt(users.size()));
        CURRENT.set(me);
        Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
        try {
            switch (random.nextInt(3)) {
                case 0 -> rls.runAs(me, connection -> live(connection, me, fate, random));
                case 1 -> {
                    try (Connection connection = following.getConnection()) {
                        connection.setAutoCommit(false);
                        live(connection, me, fate, random);
                        connection.commit();
                    }
                }
                default -> {
                    try (Connection connection = following.getConnection()) {
                        look(connection, me);
                        write(connection, me);
                        committedNotes.incrementAndGet();
                        look(connection, me);
                        if (fate != Fate.COMMIT) {
                            return;
                        }
                        look(connection, me);
                    }
                    return;
                }
            }
            if (fate == Fate.COMMIT || fate == Fate.SAVEPOINT) {
                committedNotes.incrementAndGet();
            }
        } catch (SQLException e) {
            boolean meant = fate == Fate.ROLLBACK || fate == Fate.ERROR || fate == Fate.TIMEOUT || fate == Fate.CANCEL;
            if (!meant) {
                throw e;
            }
        } finally {
            CURRENT.remove();
        }
    }

    private void live(Connection connection, Caller me, Fate fate, Random random) throws SQLException {
        if (random.nextBoolean()) {
            look(connection, me);
        }
        write(connection, me);
        switch (fate) {
            case COMMIT -> look(connection, me);
            case ROLLBACK -> throw new SQLException("a change of mind");
            case ERROR -> read(connection, "select 1 / 0");
            case TIMEOUT -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set local statement_timeout = '2ms'");
                    statement.execute("select pg_sleep(20)");
                }
            }
            case CANCEL -> {
                try (Statement statement = connection.createStatement()) {
                    Thread canceller = new Thread(() -> cancel(statement));
                    canceller.start();
                    statement.execute("set local statement_timeout = '50ms'");
                    statement.execute("select pg_sleep(20)");
                }
            }
            case SAVEPOINT -> {
                Savepoint savepoint = connection.setSavepoint();
                write(connection, me);
                connection.rollback(savepoint);
                look(connection, me);
            }
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException tooLate) {
            // The statement may have ended, and the connection gone back, before this came round.
        }
    }

    private void look(Connection connection, Caller me) throws SQLException {
        assertThat(read(connection, "select auth.uid()")).isEqualTo(me.subject());
        assertThat(read(connection, "select current_user")).isEqualTo("authenticated");
        String owners = read(connection, "select string_agg(distinct user_id::text, ',') from notes");
        assertThat(owners).isIn(me.subject(), "null");
        looks.incrementAndGet();
    }

    private static void write(Connection connection, Caller me) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into notes (body) values (?)")) {
            insert.setString(1, me.subject());
            insert.executeUpdate();
        }
    }

    private static void nothingIsLeft(HikariDataSource pool) throws SQLException {
        try (Connection first = pool.getConnection();
                Connection second = pool.getConnection()) {
            for (Connection connection : List.of(first, second)) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(read(connection, "select current_user")).isEqualTo("deputy_service");
                assertThat(read(connection, "select current_setting('request.jwt.claims', true)"))
                        .isIn("null", "");
                assertThat(read(connection, "select current_setting('request.jwt.claim.sub', true)"))
                        .isIn("null", "");
                assertThat(read(connection, "show statement_timeout")).isEqualTo("0");
            }
        }
    }

    private enum Fate {
        COMMIT,
        ROLLBACK,
        ERROR,
        TIMEOUT,
        CANCEL,
        SAVEPOINT
    }
}
