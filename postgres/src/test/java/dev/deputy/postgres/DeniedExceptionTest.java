package dev.deputy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.postgres.DeniedException.Missing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeniedExceptionTest {

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final RowLevelSecurity rls = RowLevelSecurity.over(pool);
    private final Caller ada = Users.user();

    @BeforeEach
    void notes() throws SQLException {
        TestDatabase.createNotes();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void a_missing_grant_is_told_from_a_missing_policy() throws SQLException {
        TestDatabase.asOwner("create table ungranted (id int); revoke all on ungranted from anon, authenticated");
        try {
            assertThatThrownBy(() -> rls.runAs(ada, connection -> execute(connection, "select * from ungranted")))
                    .satisfies(denied(Missing.GRANT, false))
                    .hasMessageContaining("ungranted")
                    .hasMessageContaining("grant … on … to authenticated");
        } finally {
            TestDatabase.asOwner("drop table ungranted");
        }
        assertThatThrownBy(() -> rls.runAs(
                        ada,
                        connection -> execute(
                                connection,
                                "insert into notes (user_id, body) values ('"
                                        + Users.user().subject() + "', 'a')")))
                .satisfies(denied(Missing.POLICY, false))
                .hasMessageContaining("notes")
                .hasMessageContaining("WITH CHECK");
    }

    @Test
    void the_anonymous_are_told_apart_because_signing_in_may_help() {
        assertThatThrownBy(() -> rls.runAnonymously(
                        connection -> execute(connection, "insert into notes (user_id, body) values (null, 'a')")))
                .satisfies(denied(Missing.POLICY, true));
    }

    @Test
    void a_batch_is_explained_too() {
        assertThatThrownBy(() -> rls.runAnonymously(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.addBatch("insert into notes (user_id, body) values (null, 'a')");
                        statement.executeBatch();
                    }
                }))
                .satisfies(denied(Missing.POLICY, true));
    }

    @Test
    void returning_what_an_insert_only_policy_let_in_gets_its_explanation() throws SQLException {
        TestDatabase.asOwner("""
                create table box (id int generated always as identity, body text);
                alter table box enable row level security;
                create policy "throw in" on box for insert to authenticated with check (true)""");
        try {
            rls.runAs(ada, connection -> execute(connection, "insert into box (body) values ('a')"));
            assertThatThrownBy(() -> rls.runAs(ada, connection -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("insert into box (body) values ('a')", Statement.RETURN_GENERATED_KEYS);
                        }
                    }))
                    .satisfies(denied(Missing.POLICY, false))
                    .hasMessageContaining("generated keys) needs a policy for SELECT");
        } finally {
            TestDatabase.asOwner("drop table box");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Consumer<Throwable> denied(Missing missing, boolean anonymous) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(DeniedException.class).hasFieldOrPropertyWithValue("SQLState", "42501");
            assertThat(((DeniedException) thrown).missing()).isEqualTo(missing);
            assertThat(((DeniedException) thrown).isAnonymous()).isEqualTo(anonymous);
            assertThat(thrown.getCause()).isInstanceOf(SQLException.class);
        };
    }
}
