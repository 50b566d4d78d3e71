package dev.deputy.postgres;

import static dev.deputy.postgres.RowLevelSecurityTest.refused;
import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.postgres.RefusedException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody achieves who can inject SQL into a caller's statement: first with statements of their own, which Deputy
 * refuses, then through a hole that Deputy cannot see, a function of the project that runs any SQL.
 */
final class EscapeTest {

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final RowLevelSecurity rls = RowLevelSecurity.over(pool);
    private final Caller attacker = Users.user();
    private final Caller victim = Users.user();

    @BeforeEach
    void aVictimWithANoteAndAHole() throws SQLException {
        TestDatabase.createNotes();
        TestDatabase.asOwner("""
                create or replace function hole(variadic statements text[]) returns text language plpgsql as $$
                declare
                    statement text;
                    answer text;
                begin
                    foreach statement in array statements loop
                        if statement like 'select%' then
                            execute statement into answer;
                        else
                            execute statement;
                        end if;
                    end loop;
                    return answer;
                end $$""");
        rls.runAs(victim, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into notes (body) values ('secret')")) {
                insert.executeUpdate();
            }
        });
    }

    @AfterEach
    void close() throws SQLException {
        TestDatabase.asOwner("drop function hole");
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset role",
                "select body from notes where id = 1; reset role; select body from notes",
                "select set_config('role', 'none', true)",
                "set role service_role",
                "set session authorization postgres",
                "select 1; set request.jwt.claims = '{\"sub\":\"VICTIM\"}'; select body from notes",
                "select set_config('request.jwt.claims', '{\"sub\":\"VICTIM\"}', true) union all select body from notes",
                "select body from notes where set_config('request.jwt.claims', '{\"sub\":\"VICTIM\"}', true) <> ''",
                "commit",
                "select 1; commit; select body from notes"
            })
    void plain_attempts_are_refused(String attempt) throws SQLException {
        String sql = attempt.replace("VICTIM", victim.subject());

        assertThatThrownBy(() -> rls.runAs(attacker, connection -> read(connection, sql)))
                .satisfies(refused(Reason.STATEMENT));
        assertThatThrownBy(() -> rls.runAs(attacker, connection -> connection.prepareStatement(sql)))
                .satisfies(refused(Reason.STATEMENT));
    }

    /** The driver rewrites these; a guard that reads them as they are written would not see the word that comes out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select set_{fn config('role', 'none', true)}",
                "select set_{fn config('request.jwt.claims', '{\"sub\":\"VICTIM\"}', true)}",
                "select 1 in{fn to(x)}",
                "select 1 as a?$$, $1::text, set_config('role', 'none', true) --$$"
            })
    void words_that_the_driver_would_join_are_refused(String attempt) {
        String sql = attempt.replace("VICTIM", victim.subject());

        assertThatThrownBy(() -> rls.runAs(attacker, connection -> read(connection, sql)))
                .satisfies(refused(Reason.STATEMENT));
        assertThatThrownBy(() -> rls.runAs(attacker, connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setString(1, "");
                        statement.execute();
                    }
                }))
                .satisfies(refused(Reason.STATEMENT));
        assertThatThrownBy(() -> rls.runAs(attacker, connection -> {
                    try (var batch = connection.createStatement()) {
                        batch.addBatch(sql);
                    }
                }))
                .satisfies(refused(Reason.STATEMENT));
        assertThatThrownBy(() -> rls.runAs(attacker, connection -> connection.prepareCall(sql)))
                .satisfies(refused(Reason.STATEMENT));
    }

    @Test
    void no_function_of_the_server_for_large_objects_is_for_callers() throws SQLException {
        String[] functions = TestDatabase.read("select string_agg(distinct proname, ',') from pg_proc"
                        + " where pronamespace = 'pg_catalog'::regnamespace"
                        + " and proname ~ '^(lo_.*|loread|lowrite)$'")
                .split(",");

        assertThat(functions).hasSizeGreaterThan(15);
        for (String function : functions) {
            assertThatThrownBy(() -> CallerStatements.check("select " + function + "(1)"))
                    .as(function)
                    .satisfies(refused(Reason.STATEMENT));
        }
    }

    @Test
    void a_function_that_runs_sql_in_a_string_does_not_change_who_the_caller_is() {
        String sql = "select ts_rewrite('a'::tsquery, $$select 'a'::tsquery, 'b'::tsquery"
                + " where set_config('role', 'none', true) <> ''$$)";

        assertThatThrownBy(() -> rls.runAs(attacker, connection -> read(connection, sql)))
                .satisfies(refused(Reason.STATEMENT));
    }

    @Test
    void through_a_hole_the_login_role_can_be_reached_and_has_no_rights() {
        assertThatThrownBy(() -> through("reset role", "select body from notes"))
                .hasFieldOrPropertyWithValue("SQLState", "42501");
        assertThatThrownBy(() -> through("set local role none", "select body from notes"))
                .hasFieldOrPropertyWithValue("SQLState", "42501");
        assertThatThrownBy(() -> through("reset role", "select email from auth.users"))
                .hasFieldOrPropertyWithValue("SQLState", "42501");
    }

    @Test
    void through_a_hole_other_roles_cannot_be_reached() {
        assertThatThrownBy(() -> through("set local role service_role"))
                .hasFieldOrPropertyWithValue("SQLState", "42501");
        assertThatThrownBy(() -> through("set local role postgres")).hasFieldOrPropertyWithValue("SQLState", "42501");
        assertThatThrownBy(() -> through("set session authorization postgres"))
                .hasFieldOrPropertyWithValue("SQLState", "42501");
    }

    @Test
    void through_a_hole_the_transaction_cannot_be_ended() {
        assertThatThrownBy(() -> through("commit")).isInstanceOf(SQLException.class);
    }

    /** The limit that the documentation states: claims are a variable that SQL can set. */
    @Test
    void through_a_hole_claims_can_be_forged_within_the_attackers_transaction_only() throws SQLException {
        String forge = "set local request.jwt.claims = '{\"sub\":\"" + victim.subject() + "\"}'";
        String forgeOlder = "set local request.jwt.claim.sub = '" + victim.subject() + "'";

        assertThat(through(forge, forgeOlder, "select body from notes")).isEqualTo("secret");
        assertThat(through("select body from notes")).isEqualTo("null");
    }

    @Test
    void through_a_hole_claims_that_were_forged_for_the_session_do_not_reach_the_next_transaction()
            throws SQLException {
        String forge = "set session request.jwt.claims = '{\"sub\":\"" + victim.subject() + "\"}'";
        String forgeOlder = "set session request.jwt.claim.sub = '" + victim.subject() + "'";
        through(forge, forgeOlder);

        assertThat(through("select body from notes")).isEqualTo("null");
        String anybody = rls.anonymously(connection -> read(connection, "select auth.uid()"));
        assertThat(anybody).isEqualTo("null");
    }

    private String through(String... statements) throws SQLException {
        return rls.as(attacker, connection -> call(connection, statements));
    }

    private static String call(Connection connection, String... statements) throws SQLException {
        try (PreparedStatement hole = connection.prepareStatement("select hole(variadic ?)")) {
            hole.setArray(1, connection.createArrayOf("text", statements));
            try (var rows = hole.executeQuery()) {
                return String.valueOf(rows.next() ? rows.getString(1) : null);
            }
        }
    }
}
