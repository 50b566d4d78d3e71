package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.local.postgres.LoginRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a caller's transaction costs, counted on the wire. */
final class RoundTripsTest {

    private final Caller ada = Users.user();
    private Wire wire;
    private HikariDataSource pool;
    private RowLevelSecurity rls;

    @BeforeEach
    void connect() throws Exception {
        wire = new Wire(TestDatabase.SERVER.port());
        // Otherwise the pool asks a connection that has been idle for half a second whether it is alive.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "3600000");
        try {
            pool = TestDatabase.pool(through(wire), 1);
        } finally {
            System.clearProperty("com.zaxxer.hikari.aliveBypassWindowMs");
        }
        rls = RowLevelSecurity.over(pool);
        rls.runAs(ada, RoundTripsTest::twoStatements); // the login role is checked once
    }

    @AfterEach
    void close() throws Exception {
        pool.close();
        wire.close();
    }

    @Test
    void a_callers_transaction_takes_one_round_trip_more_than_a_plain_one() throws SQLException {
        int plain = roundTrips(this::plain);
        int asCaller = roundTrips(() -> rls.runAs(ada, RoundTripsTest::twoStatements));

        assertThat(plain).isEqualTo(3); // begin and the first statement, the second statement, commit
        assertThat(asCaller).isEqualTo(plain + 1);
    }

    @Test
    void a_prepared_statement_takes_the_set_up_along_and_no_round_trip_more_than_a_plain_one() throws SQLException {
        DataSource following = rls.following(() -> Identity.of(ada));
        int plain = roundTrips(() -> inTransaction(pool));

        assertThat(plain).isEqualTo(2); // begin and the statement, commit
        assertThat(roundTrips(() -> inTransaction(following))).isEqualTo(plain);
        assertThat(roundTrips(() -> rls.runAs(ada, RoundTripsTest::prepared))).isEqualTo(plain);
    }

    @Test
    void a_prepared_statement_in_auto_commit_mode_takes_a_single_round_trip() throws SQLException {
        DataSource following = rls.following(() -> Identity.of(ada));

        assertThat(roundTrips(() -> autoCommit(pool))).isEqualTo(1);
        assertThat(roundTrips(() -> autoCommit(following))).isEqualTo(1);
    }

    @Test
    void the_drivers_begin_goes_ahead_in_a_packet_of_its_own_but_not_before_a_flight() throws SQLException {
        DataSource following = rls.following(() -> Identity.of(ada));
        int before = wire.sentAhead();
        inTransaction(pool);
        assertThat(wire.sentAhead()).isEqualTo(before + 1);

        inTransaction(following);
        autoCommit(following);
        assertThat(wire.sentAhead()).isEqualTo(before + 1);
    }

    @Test
    void another_isolation_level_takes_no_further_round_trip() throws SQLException {
        DataSource following = rls.following(() -> Identity.of(ada));

        int serializable = roundTrips(() -> {
            try (Connection connection = following.getConnection()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setAutoCommit(false);
                twoStatements(connection);
                connection.commit();
            }
        });

        assertThat(serializable).isEqualTo(4);
    }

    @Test
    void looking_for_the_session_and_signing_claims_take_no_further_round_trip() throws SQLException {
        TestDatabase.asOwner(Migrations.sessionCheck());
        try {
            RowLevelSecurity careful = RowLevelSecurity.builder(pool)
                    .refuseSignedOut()
                    .signClaims("a secret of more than thirty-two characters")
                    .build();
            TestDatabase.asOwner("insert into auth.users (id) values ('%s')".formatted(ada.subject()));
            TestDatabase.asOwner("insert into auth.sessions (id, user_id) values ('%s', '%s')"
                    .formatted(ada.sessionId().orElseThrow(), ada.subject()));
            careful.runAs(ada, RoundTripsTest::twoStatements);

            assertThat(roundTrips(() -> careful.runAs(ada, RoundTripsTest::twoStatements)))
                    .isEqualTo(4);
            assertThat(roundTrips(() -> careful.runAs(ada, RoundTripsTest::prepared)))
                    .isEqualTo(2);
        } finally {
            TestDatabase.asOwner("drop schema deputy cascade");
        }
    }

    @Test
    void a_lease_without_a_statement_takes_no_round_trip() throws SQLException {
        assertThat(roundTrips(() -> rls.runAs(ada, connection -> {}))).isZero();
    }

    private void plain() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            twoStatements(connection);
            connection.commit();
        }
    }

    private static void inTransaction(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            prepared(connection);
            connection.commit();
        }
    }

    private static void autoCommit(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            prepared(connection);
        }
    }

    private static void prepared(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select ?::int")) {
            statement.setInt(1, 7);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
            }
        }
    }

    private static void twoStatements(Connection connection) throws SQLException {
        read(connection, "select 1");
        read(connection, "select 2");
    }

    private int roundTrips(Piece piece) throws SQLException {
        int before = wire.roundTrips();
        piece.run();
        return wire.roundTrips() - before;
    }

    private static DataSource through(Wire wire) throws SQLException {
        PGSimpleDataSource direct =
                TestDatabase.SERVER.dataSource(LoginRole.DEPUTY_SERVICE).unwrap(PGSimpleDataSource.class);
        PGSimpleDataSource indirect = new PGSimpleDataSource();
        indirect.setServerNames(new String[] {"127.0.0.1"});
        indirect.setPortNumbers(new int[] {wire.port()});
        indirect.setDatabaseName(direct.getDatabaseName());
        indirect.setUser(direct.getUser());
        indirect.setPassword(direct.getPassword());
        return indirect;
    }

    private interface Piece {
        void run() throws SQLException;
    }
}
