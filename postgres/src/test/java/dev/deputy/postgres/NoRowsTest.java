package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where it is asked for, a change that row level security reduced to nothing is an error. */
final class NoRowsTest {

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final RowLevelSecurity rls = RowLevelSecurity.over(pool);
    private final RowLevelSecurity strict = rls.requiringRows();
    private final Caller ada = Users.user();
    private final Caller bob = Users.user();

    @BeforeEach
    void notes() throws SQLException {
        TestDatabase.createNotes();
        rls.runAs(bob, connection -> execute(connection, "insert into notes (body) values ('bob''s')"));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void changing_somebody_elses_row_is_silence_or_an_error_as_one_likes() throws SQLException {
        rls.runAs(ada, connection -> execute(connection, "update notes set body = 'hers'"));

        assertThatThrownBy(() -> strict.runAs(ada, connection -> execute(connection, "update notes set body = 'hers'")))
                .isInstanceOf(NoRowsException.class)
                .hasFieldOrPropertyWithValue("SQLState", "02000")
                .hasMessageContaining("row level security");
        assertThatThrownBy(() -> strict.runAs(ada, connection -> execute(connection, "delete from notes")))
                .isInstanceOf(NoRowsException.class);
        assertThat(read("select body from notes")).isEqualTo("bob's");
    }

    @Test
    void changing_ones_own_is_none_and_an_insert_or_a_query_may_find_nothing() throws SQLException {
        strict.runAs(bob, connection -> {
            execute(connection, "update notes set body = 'new'");
            execute(connection, "insert into notes (body) select 'x' where false");
            execute(connection, "select 1 where false");
            execute(connection, "update notes set body = 'x' where false returning body");
        });

        assertThat(read("select body from notes")).isEqualTo("new");
    }

    @Test
    void every_way_of_executing_counts() throws SQLException {
        DataSource following = strict.following(() -> Identity.of(ada));
        try (Connection connection = following.getConnection()) {
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                for (int i = 0; i < 2; i++) { // as the first of a transaction, and as a later one
                    try (PreparedStatement update = connection.prepareStatement("update notes set body = ?")) {
                        update.setString(1, "hers");
                        assertThatThrownBy(update::executeUpdate).isInstanceOf(NoRowsException.class);
                        assertThatThrownBy(update::executeLargeUpdate).isInstanceOf(NoRowsException.class);
                        assertThatThrownBy(update::execute).isInstanceOf(NoRowsException.class);
                        update.addBatch();
                        assertThatThrownBy(update::executeBatch).isInstanceOf(NoRowsException.class);
                    }
                }
            }
            connection.rollback();
        }
    }

    @Test
    void the_transaction_can_go_on_since_nothing_was_changed() {
        assertThatCode(() -> strict.runAs(ada, connection -> {
                    execute(connection, "insert into notes (body) values ('hers')");
                    assertThatThrownBy(() -> execute(connection, "delete from notes where body = 'bob''s'"))
                            .isInstanceOf(NoRowsException.class);
                }))
                .doesNotThrowAnyException();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
