package dev.deputy.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    @Test
    void semicolons_separate_statements() {
        assertThat(texts("select 1; select 2;\n;; select 3")).containsExactly("select 1", "select 2", "select 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ';'",
                "select 'it''s; fine'",
                "select E'a\\';b'",
                "select e'a''\\';b'",
                "select 'back\\slash;'",
                "select \"a;b\" from c",
                "select $$a;b$$",
                "select $body$ $$ ; $body$",
                "select $é$;$é$",
                "select /* ; /* ; */ ; */ 1",
                "select 1 -- ;\n + 1",
                "create rule r as on insert to t do (select 1; select 2)",
                "create function f() returns int begin atomic select 1; select case when true then 2 end; end",
                "create or replace procedure p() begin atomic select 1; end",
                "create function f() returns void language plpgsql as $$ begin perform 1; end; $$",
                "select '[{\"a\": \"?\"}]'::jsonb ? 'a'",
            })
    void a_semicolon_inside_something_does_not(String statement) {
        assertThat(texts(statement + "; select 2")).containsExactly(statement, "select 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "select a$b$ from c",
                "select 'back\\'",
                "prepare p as select $1",
                "select $1 + $2",
                "create table begin_end (\"begin\" int)",
            })
    void what_only_looks_like_an_opening_does_not_join_statements(String statement) {
        assertThat(texts(statement + "; select 2")).containsExactly(statement, "select 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "-- nothing", "/* nothing */", ";", "/* open"})
    void a_file_may_hold_no_statement(String sql) {
        assertThat(texts(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 'open", "select \"open", "select $$open", "select (1", "select E'\\"})
    void what_is_not_closed_goes_to_postgres_as_it_is(String sql) {
        assertThat(texts(sql)).containsExactly(sql);
    }

    @Test
    void a_byte_order_mark_is_no_statement() {
        assertThat(texts("\uFEFFselect 1")).containsExactly("select 1");
    }

    @Test
    void statements_know_their_line_and_that_of_each_character() {
        List<SqlScript.Statement> statements =
                SqlScript.statements("-- first\nselect 1;\n\n/* a\nb */ select\n '😀',\n x;");
        assertThat(statements).extracting(SqlScript.Statement::line).containsExactly(2, 5);
        SqlScript.Statement second = statements.get(1);
        int positionOfX = "select\n '😀',\n x".codePointCount(0, "select\n '😀',\n x".length());
        assertThat(second.lineOf(1)).isEqualTo(5);
        assertThat(second.lineOf(positionOfX)).isEqualTo(7);
        assertThat(second.lineOf(1000)).isEqualTo(7);
    }

    private static List<String> texts(String sql) {
        return SqlScript.statements(sql).stream().map(SqlScript.Statement::text).toList();
    }
}
