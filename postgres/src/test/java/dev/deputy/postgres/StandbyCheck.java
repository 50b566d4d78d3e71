package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.local.postgres.LoginRole;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** On a hot standby, which the build makes of the other versions' servers only. */
final class StandbyCheck {

    @Test
    void callers_read_their_own_rows_on_a_standby_and_write_none() throws Exception {
        Caller ada = Users.user();
        Caller bob = Users.user();
        OtherPostgres server =
                OtherPostgres.start(Path.of(Objects.requireNonNull(System.getProperty("deputy.postgres.binaries"))));
        try (Connection owner = server.dataSource(LoginRole.POSTGRES).getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    create table notes (user_id uuid, body text);
                    alter table notes enable row level security;
                    create policy own on notes using ((select auth.uid()) = user_id);
                    insert into notes values ('%s', 'ada''s'), ('%s', 'bob''s')""".formatted(ada.subject(), bob.subject()));
        }
        server.becomeStandby();

        try (HikariDataSource pool = TestDatabase.pool(server.dataSource(LoginRole.DEPUTY_SERVICE), 1)) {
            RowLevelSecurity rls = RowLevelSecurity.over(pool);
            rls.runAs(ada, connection -> {
                assertThat(read(connection, "select pg_is_in_recovery()")).isEqualTo("t");
                assertThat(read(connection, "select string_agg(body, ',') from notes"))
                        .isEqualTo("ada's");
            });
            assertThat(rls.<String, SQLException>as(bob, StandbyCheck::bodyByPreparedStatement))
                    .isEqualTo("bob's");
            assertThatThrownBy(() -> rls.runAs(ada, connection -> read(connection, "delete from notes returning 1")))
                    .hasFieldOrPropertyWithValue("SQLState", "25006");
        }
    }

    private static String bodyByPreparedStatement(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select body from notes");
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
