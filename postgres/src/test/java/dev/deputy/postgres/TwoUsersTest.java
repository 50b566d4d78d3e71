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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.hibernate.SessionFactory;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two users, a pool of two connections, eight threads, and everything that can happen to a transaction. */
final class TwoUsersTest {

    private static final int THREADS = 8;
    private static final int TRANSACTIONS_EACH = Integer.getInteger("deputy.postgres.transactions", 10_000) / THREADS;
    private static final long SEED = 20261121;
    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    // It would report each of the thousand failures that are meant.
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    private final List<Caller> users = List.of(Users.user(), Users.user());
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final Map<String, AtomicInteger> lived = new ConcurrentHashMap<>();
    private final HikariDataSource pool = TestDatabase.pool(2);
    private final RowLevelSecurity rls = RowLevelSecurity.over(pool);
    private final DataSource following = rls.following(() -> Identity.of(CURRENT.get()));
    private final SqlSessionFactory myBatis = MyBatisTest.sessions(following);
    private final SessionFactory hibernate = HibernateTest.sessions(following);

    @BeforeEach
    void notes() throws SQLException {
        HIBERNATE.setLevel(Level.OFF);
        TestDatabase.createNotes();
    }

    @AfterEach
    void close() {
        HIBERNATE.setLevel(Level.INFO);
        hibernate.close();
        pool.close();
    }

    @Test
    void not_one_row_of_the_other_user_and_nothing_left_on_a_connection() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(SEED + thread);
                tasks.add(() -> {
                    for (int i = 0; i < TRANSACTIONS_EACH; i++) {
                        transaction(random);
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

        nothingIsLeft();
        assertThat(looks.get()).isGreaterThan(THREADS * TRANSACTIONS_EACH / 2);
        assertThat(read("select count(*) from notes")).isEqualTo(String.valueOf(committed.get()));
        everyKindOccurred();
    }

    /** Each way of working met each fate, and fate came as it was meant to. */
    private void everyKindOccurred() {
        System.out.println("two users: " + new TreeMap<>(lived));
        for (Way way : Way.values()) {
            for (Fate fate : Fate.values()) {
                if (way != Way.AUTO_COMMIT && fate != Fate.KILL) {
                    assertThat(lived).containsKey(way + " " + fate);
                }
            }
        }
        assertThat(lived).containsKey(Way.AUTO_COMMIT + " " + Fate.COMMIT);
        assertThat(lived.keySet()).anyMatch(kind -> kind.endsWith(Fate.KILL.toString()));
    }

    private void lived(Way way, Fate fate) {
        lived.computeIfAbsent(way + " " + fate, kind -> new AtomicInteger()).incrementAndGet();
    }

    private void transaction(Random random) throws SQLException {
        Caller me = users.get(random.nextInt(users.size()));
        Way way = Way.values()[random.nextInt(Way.values().length)];
        Fate fate = Fate.of(random);
        CURRENT.set(me);
        try {
            switch (way) {
                case WORK -> rls.runAs(me, connection -> live(connection, me, fate));
                case JDBC -> jdbc(me, fate);
                case AUTO_COMMIT -> autoCommit(me);
                case HIBERNATE -> hibernate(me, fate);
                case MYBATIS -> myBatis(me, fate);
                case JOOQ -> jooq(me, fate);
            }
            if (way != Way.AUTO_COMMIT) {
                committed.incrementAndGet();
                assertThat(fate).isIn(Fate.COMMIT, Fate.SAVEPOINT);
            }
            lived(way, way == Way.AUTO_COMMIT ? Fate.COMMIT : fate);
        } catch (SQLException | RuntimeException e) {
            if (fate.sqlState == null) {
                throw e;
            }
            assertThat(sqlStates(e)).as(fate.toString()).containsAnyOf(fate.sqlState.split(","));
            lived(way, fate);
        } finally {
            CURRENT.remove();
        }
    }

    private static List<String> sqlStates(Throwable thrown) {
        List<String> states = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                states.add(String.valueOf(failure.getSQLState()));
            }
        }
        return states;
    }

    private void jdbc(Caller me, Fate fate) throws SQLException {
        try (Connection connection = following.getConnection()) {
            connection.setAutoCommit(false);
            live(connection, me, fate);
            connection.commit();
        }
    }

    private void autoCommit(Caller me) throws SQLException {
        try (Connection connection = following.getConnection()) {
            look(connection, me);
            write(connection, me);
            committed.incrementAndGet();
            look(connection, me);
        }
    }

    private void hibernate(Caller me, Fate fate) {
        hibernate.inTransaction(session -> {
            assertThat(session.createSelectionQuery("select distinct user_id from Note", Object.class)
                            .getResultList())
                    .isSubsetOf(me.userId());
            session.doWork(connection -> live(connection, me, fate));
        });
    }

    private void myBatis(Caller me, Fate fate) throws SQLException {
        try (SqlSession session = myBatis.openSession()) {
            assertThat(session.getMapper(MyBatisTest.Notes.class).owners()).isSubsetOf(me.subject());
            try {
                live(session.getConnection(), me, fate);
                session.commit(true);
            } finally {
                // MyBatis does not know of the notes that were written past it, and closing would commit them.
                session.rollback(true);
            }
        }
    }

    private void jooq(Caller me, Fate fate) {
        DSL.using(following, SQLDialect.POSTGRES).transaction(transaction -> {
            assertThat(transaction
                            .dsl()
                            .selectDistinct(JooqTest.USER_ID)
                            .from(JooqTest.NOTES)
                            .fetch(JooqTest.USER_ID))
                    .isSubsetOf(me.userId());
            transaction.dsl().connection(connection -> live(connection, me, fate));
        });
    }

    /** One note more in the end, unless fate has it otherwise. */
    private void live(Connection connection, Caller me, Fate fate) throws SQLException {
        write(connection, me);
        switch (fate) {
            case COMMIT -> look(connection, me);
            case ROLLBACK -> throw new SQLException("a change of mind");
            case ERROR -> read(connection, "select 1 / 0");
            case TIMEOUT -> sleep(connection, "2ms");
            case CANCEL -> {
                try (Statement statement = connection.createStatement()) {
                    new Thread(() -> cancel(statement)).start();
                    statement.execute("set local statement_timeout = '20ms'");
                    statement.execute("select pg_sleep(20)");
                }
            }
            case SAVEPOINT -> {
                Savepoint savepoint = connection.setSavepoint();
                write(connection, me);
                connection.rollback(savepoint);
                look(connection, me);
            }
            case KILL -> {
                TestDatabase.asSuperuser(
                        "select pg_terminate_backend(" + read(connection, "select pg_backend_pid()") + ")");
                look(connection, me);
            }
        }
    }

    private static void sleep(Connection connection, String atMost) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = '" + atMost + "'");
            statement.execute("select pg_sleep(20)");
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
        assertThat(read(connection, "select string_agg(distinct user_id::text, ',') from notes"))
                .isIn(me.subject(), "null");
        looks.incrementAndGet();
    }

    private static void write(Connection connection, Caller me) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into notes (body) values (?)")) {
            insert.setString(1, me.subject());
            insert.executeUpdate();
        }
    }

    private void nothingIsLeft() throws SQLException {
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

    private enum Way {
        WORK,
        JDBC,
        AUTO_COMMIT,
        HIBERNATE,
        MYBATIS,
        JOOQ
    }

    private enum Fate {
        COMMIT(null),
        SAVEPOINT(null),
        ROLLBACK("null"),
        ERROR("22012"),
        TIMEOUT("57014"),
        CANCEL("57014"),
        KILL("57P01,08006,08003,null"); // null: what a pool says of a connection that it has thrown away

        /** The SQLSTATEs with which it shows; null where all goes well. */
        private final @Nullable String sqlState;

        Fate(@Nullable String sqlState) {
            this.sqlState = sqlState;
        }

        private static final List<Fate> USUAL = List.of(COMMIT, ROLLBACK, ERROR, TIMEOUT, CANCEL, SAVEPOINT);

        /** A killed connection takes long to replace, so it is rare. */
        static Fate of(Random random) {
            return random.nextInt(100) == 0 ? KILL : USUAL.get(random.nextInt(USUAL.size()));
        }
    }
}
