package dev.deputy.postgres;

import static dev.deputy.postgres.RowLevelSecurityTest.refused;
import static dev.deputy.postgres.TestDatabase.asOwner;
import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.postgres.RefusedException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SignedOutTest {

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final RowLevelSecurity rls =
            RowLevelSecurity.builder(pool).refuseSignedOut().build();
    private final Caller ada = Users.user();

    @BeforeEach
    void signIn() throws SQLException {
        asOwner(Migrations.sessionCheck());
        asOwner("insert into auth.users (id) values ('%s')".formatted(ada.subject()));
        asOwner("insert into auth.sessions (id, user_id) values ('%s', '%s')"
                .formatted(ada.sessionId().orElseThrow(), ada.subject()));
    }

    @AfterEach
    void close() throws SQLException {
        asOwner("delete from auth.users where id = '" + ada.subject() + "'");
        asOwner("drop schema deputy cascade");
        pool.close();
    }

    @Test
    void who_is_signed_in_may_go_on() throws SQLException {
        asAda();
    }

    @Test
    void who_signed_out_is_refused_from_the_next_transaction_on() throws SQLException {
        rls.runAs(ada, connection -> {
            read(connection, "select 1");
            asOwner("delete from auth.sessions where user_id = '" + ada.subject() + "'");
            read(connection, "select 1");
        });

        assertThatThrownBy(this::asAda).satisfies(refused(Reason.SIGNED_OUT));
    }

    @Test
    void who_was_banned_is_refused_until_the_ban_ends() throws SQLException {
        asOwner("update auth.users set banned_until = now() + '1 hour' where id = '" + ada.subject() + "'");
        assertThatThrownBy(this::asAda).satisfies(refused(Reason.SIGNED_OUT));

        asOwner("update auth.users set banned_until = now() - interval '1 hour' where id = '" + ada.subject() + "'");
        asAda();
    }

    @Test
    void who_was_deleted_is_refused() throws SQLException {
        asOwner("delete from auth.users where id = '" + ada.subject() + "'");

        assertThatThrownBy(this::asAda).satisfies(refused(Reason.SIGNED_OUT));
    }

    @Test
    void a_session_past_its_end_is_refused_at_every_isolation_level() throws SQLException {
        asOwner("update auth.sessions set not_after = now() - interval '1 second' where user_id = '" + ada.subject()
                + "'");
        assertThatThrownBy(this::asAda).satisfies(refused(Reason.SIGNED_OUT));

        try (Connection connection = rls.following(() -> Identity.of(ada)).getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            assertThatThrownBy(() -> read(connection, "select 1")).satisfies(refused(Reason.SIGNED_OUT));
            asOwner("update auth.sessions set not_after = null where user_id = '" + ada.subject() + "'");
            assertThat(read(connection, "show transaction_isolation")).isEqualTo("serializable");
        }
    }

    @Test
    void nobody_in_particular_has_no_session_to_end() throws SQLException {
        String role = rls.anonymously(connection -> read(connection, "select current_user"));

        assertThat(role).isEqualTo("anon");
    }

    @Test
    void without_its_function_the_setting_is_an_error_that_names_the_migration() throws SQLException {
        asOwner("drop function deputy.require_session");

        assertThatThrownBy(rls::check)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Migrations.sessionCheck()");
        assertThatThrownBy(this::asAda).isInstanceOf(SQLException.class);
    }

    private void asAda() throws SQLException {
        rls.runAs(ada, connection -> assertThat(read(connection, "select auth.uid()"))
                .isEqualTo(ada.subject()));
    }
}
