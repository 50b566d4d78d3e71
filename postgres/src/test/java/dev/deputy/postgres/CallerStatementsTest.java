package dev.deputy.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerStatementsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "  SELECT 1 ; ",
                "select 1; -- done",
                "select 1 /* ; reset role */",
                "-- reset role\nselect 1",
                "/* /* nested */ reset role; */ select 1",
                "(select 1) union (select 2)",
                "with t as (insert into notes (body) values (?) returning id) select id from t",
                "insert into notes (body) values ('; reset role')",
                "insert into notes (body) values ('it''s; reset role')",
                "insert into notes (body) values (E'it\\'s; reset role')",
                "insert into notes (body) values ($$ ; reset role $$)",
                "insert into notes (body) values ($a$ $$ ; reset role $b$ $a$)",
                "select \"; reset role\" from \"a \"\"b\"\"; reset\"",
                "select 'a'\n'b'",
                "select a$b$c from t where d = $1",
                "select 1 as into",
                "update notes set body = ? where id = ?",
                "delete from notes",
                "merge into notes using other on true when matched then do nothing",
                "values (1)",
                "table notes",
                "explain analyze select 1",
                "show statement_timeout",
                "declare c cursor for select 1",
                "fetch 10 from c",
                "close c",
                "savepoint a",
                "release savepoint a",
                "rollback to savepoint a",
                "ROLLBACK WORK TO a",
                "set local statement_timeout = '1s'",
                "set constraints all deferred",
                "{call f(?)}",
                "{? = call f(?)}",
                "{ ?=call f(?) }",
                "call p()",
                "select '{1,2}'::int[], array['{'], \"{fn\" from \"}\" /* {fn */ -- {fn",
                "select $${fn x()}$$",
                "select data??'key', data ?? $$key$$ from notes where id=?",
                "select 1e5, 0x1F, 1_000",
                "select pg_advisory_xact_lock(1)",
                "select 'set_config', 'pg_advisory_lock'",
                "lock table notes in share mode",
                "select lo_price, long from lineorder",
                "select table_to_xml('notes', true, true, '')",
                "select role, session from requests",
                "",
                " -- nothing",
                ";"
            })
    void what_reads_and_writes_rows_passes(String sql) {
        assertThatCode(() -> CallerStatements.check(sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // who the transaction acts for
                "reset role",
                "RESET ALL",
                "/**/reset/**/role",
                "set role service_role",
                "set local role service_role",
                "set local \"role\" = 'service_role'",
                "SET LOCAL \"Role\" = 'service_role'",
                "set session authorization postgres",
                "set local session authorization postgres",
                "set request.jwt.claims = '{}'",
                "set local request.jwt.claims = '{}'",
                "set local \"request.jwt.claims\" = '{}'",
                "set statement_timeout = 0",
                "set session statement_timeout = 0",
                "select set_config('role', 'service_role', true)",
                "select SET_CONFIG('role', 'service_role', true)",
                "select pg_catalog . \"set_config\"('role', 'x', true)",
                "select U&\"set\\005fconfig\"('role', 'x', true)",
                "update pg_settings set setting = 'x' where name = 'search_path'",
                "select query_to_xml('reset role', true, true, '')",
                "select query_to_xml_and_xmlschema('reset role', true, true, '')",
                "select query_to_xmlschema('reset role', true, true, '')",
                "select cursor_to_xmlschema('c', true, true, '')",
                "select ts_stat('select 1')",
                "select ts_rewrite('a'::tsquery, 'select set_config(…)')",
                "select * from crosstab('select 1') as t (a int)",
                "select * from crosstab2('select 1')",
                "select * from extensions.\"crosstab_hash\"('select 1', 'select 2') as t (a int)",
                "select * from connectby('t', 'a', 'b', 'c', 0) as t (a int)",
                "select * from xpath_table('a', 'b', 'c', 'd', 'e') as t (a int)",
                "select dblink_connect_u('host=elsewhere')",
                "select dblink_open('c', 'select 1')",
                "select dblink_send_query('c', 'select 1')",
                "discard all",
                // words that the driver joins by taking a JDBC escape, or a parameter, out
                "select set_{fn config('role', 'none', true)}",
                "select set_{fn config('request.jwt.claims', '{}', true)}",
                "select 1 in{fn to(x)}",
                "select {fn now()}",
                "select {d '2026-01-01'}",
                "select * from {oj a left join b on true}",
                "{fn now()}",
                "{select 1}",
                "{? select 1}",
                "{? call f()}",
                "{? = ? = call f()}",
                "({call f()}",
                "{call f({fn now()})}",
                "{call set_{fn config('role', 'none', true)}}",
                "select 1 as a?$$, $1::text, set_config('role', 'none', true) --$$",
                "select 1into t",
                // several statements
                "select 1; reset role",
                "select 1; select 2",
                "select '' ; select 2",
                "select E'\\'' ; select 2 --'",
                "select 'a\\'; reset role --'",
                "select E'a'\n'b\\'; reset role --'",
                "select $$a$$; reset role",
                "select /* /* */ */ 1; reset role",
                "select 1 -- \r; reset role",
                "select $?$ ' $$; reset role -- '",
                "; reset role",
                // the transaction's end
                "begin",
                "commit",
                "end",
                "rollback",
                "ROLLBACK WORK",
                "abort",
                "start transaction",
                "prepare transaction 'a'",
                "rollback prepared 'a'",
                // what outlives the caller on the connection
                "create temp table t (a int)",
                "select 1 into temp t",
                "with a as (select 1) select * into t from a",
                "declare c cursor with hold for select 1",
                "prepare p as select 1",
                "listen channel",
                "explain analyze create temp table t as select 1",
                "select pg_advisory_lock(1)",
                "select lo_get(1)",
                "set search_path = evil",
                // past the policies, or admin's
                "truncate notes",
                "copy notes to stdout",
                "do $$ begin reset role; end $$",
                "alter table notes disable row level security",
                "drop table notes",
                "grant all on notes to anon",
                "vacuum",
                // not readable
                "select 'open",
                "select \"open",
                "select $$open",
                "'select'",
                "1"
            })
    void what_leaves_the_caller_is_refused(String sql) {
        assertThatThrownBy(() -> CallerStatements.check(sql))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> org.assertj.core.api.Assertions.assertThat(e.reason())
                                .isEqualTo(RefusedException.Reason.STATEMENT));
    }
}
