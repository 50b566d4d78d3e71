package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.asOwner;
import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.local.postgres.LoginRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SignedClaimsTest {

    private static final String SECRET = UUID.randomUUID() + "ä" + UUID.randomUUID();

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final RowLevelSecurity rls =
            RowLevelSecurity.builder(pool).signClaims(SECRET).build();
    private final Caller ada = Users.user();
    private final Caller victim = Users.user();

    @BeforeEach
    void vault() throws SQLException {
        asOwner(Migrations.signedClaims());
        asOwner("select deputy.set_claims_key('" + SECRET + "')");
        asOwner("""
                create table vault (user_id uuid, secret text);
                alter table vault enable row level security;
                create policy "see one's own" on vault for select to authenticated
                    using ((select deputy.uid()) = user_id);
                create function forge(victim text) returns text language plpgsql as $$
                begin
                    perform set_config('request.jwt.claims', json_build_object('sub', victim)::text, true);
                    return (select secret from vault);
                end $$""");
        asOwner("insert into vault values ('%s', 'ada''s'), ('%s', 'the victim''s')"
                .formatted(ada.subject(), victim.subject()));
    }

    @AfterEach
    void close() throws SQLException {
        asOwner("drop table vault; drop function forge; drop schema deputy cascade");
        pool.close();
    }

    @Test
    void the_genuine_caller_sees_what_is_theirs() throws SQLException {
        rls.runAs(ada, connection -> {
            assertThat(read(connection, "select deputy.uid()")).isEqualTo(ada.subject());
            assertThat(read(connection, "select secret from vault")).isEqualTo("ada's");
        });
    }

    @Test
    void forged_claims_see_nothing_not_even_in_the_same_statement() throws SQLException {
        rls.runAs(ada, connection -> {
            assertThat(read(connection, "select forge('" + victim.subject() + "')"))
                    .isEqualTo("null");
            assertThat(read(connection, "select secret from vault")).isEqualTo("null");
        });
    }

    @Test
    void without_a_signature_nobody_is_anybody() throws SQLException {
        String unsigned = RowLevelSecurity.over(pool).as(ada, connection -> read(connection, "select deputy.uid()"));
        String anonymous = rls.anonymously(connection -> read(connection, "select deputy.uid()"));

        assertThat(unsigned).isEqualTo("null");
        assertThat(anonymous).isEqualTo("null");
    }

    @Test
    void another_secret_signs_in_vain() throws SQLException {
        RowLevelSecurity other = RowLevelSecurity.builder(pool)
                .signClaims(SECRET.replace('ä', 'a'))
                .build();

        assertThat(other.<String, RuntimeException>as(ada, connection -> read(connection, "select deputy.uid()")))
                .isEqualTo("null");
    }

    @Test
    void the_key_is_nobodys_to_read_or_change() {
        assertThatThrownBy(
                        () -> rls.runAs(ada, connection -> read(connection, "select inner_pad from deputy.claims_key")))
                .isInstanceOf(DeniedException.class);
        assertThatThrownBy(() -> rls.runAs(
                        ada, connection -> read(connection, "select deputy.set_claims_key('" + "x".repeat(32) + "')")))
                .isInstanceOf(DeniedException.class);
    }

    @Test
    void callers_of_the_data_api_need_no_signature() throws SQLException {
        try (Connection connection =
                TestDatabase.SERVER.dataSource(LoginRole.AUTHENTICATOR).getConnection()) {
            connection.setAutoCommit(false);
            read(
                    connection,
                    "select set_config('role', 'authenticated', true)," + " set_config('request.jwt.claims', '"
                            + ada.claimsAsJson() + "', true)");
            assertThat(read(connection, "select secret from vault")).isEqualTo("ada's");
        }
    }

    @Test
    void a_short_secret_is_refused_on_both_sides() {
        assertThatThrownBy(() -> RowLevelSecurity.builder(pool).signClaims("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("signClaims");
        assertThatThrownBy(() -> asOwner("select deputy.set_claims_key('short')"))
                .hasMessageContaining("at least 32");
    }
}
