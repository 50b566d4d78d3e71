package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.asOwner;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.local.postgres.LoginRole;
import dev.deputy.postgres.Doctor.Finding;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DoctorTest {

    private static final String WARD = """
            create schema ward;
            grant usage on schema ward to anon, authenticated;
            alter default privileges for role postgres in schema ward grant all on tables to anon, authenticated;

            create table ward.healthy (id int primary key, user_id uuid);
            create index on ward.healthy (user_id);
            alter table ward.healthy enable row level security;
            create policy good on ward.healthy using ((select auth.uid()) = user_id
                and nullif(current_setting('request.method', true), '') is not null
                and (select auth.jwt() ->> 'aal') = 'aal2');
            create view ward.healthy_view with (security_invoker = true) as select * from ward.healthy;
            """;

    private static final String ILLNESSES = """
            create table ward.open (id int);
            create table ward.mute (id int, user_id uuid);
            alter table ward.mute enable row level security;
            create table ward."Mute, too" (id int);
            alter table ward."Mute, too" enable row level security;
            create view ward.owners as select * from ward.healthy;
            create materialized view ward.frozen as select * from ward.healthy;

            create table ward.slow (id int primary key, owner uuid, method text);
            alter table ward.slow enable row level security;
            create policy "for each row" on ward.slow using (auth.uid() = owner) with check (auth.uid() = owner);
            create policy "by setting" on ward.slow for update to authenticated
                using ((current_setting('request.jwt.claims', true)::json ->> 'role') = method and auth.role() = method);
            """;

    private final HikariDataSource pool = TestDatabase.pool(1);

    @BeforeEach
    void admit() throws SQLException {
        asOwner(WARD);
    }

    @AfterEach
    void dismiss() throws SQLException {
        asOwner("drop schema ward cascade");
        pool.close();
    }

    @Test
    void a_healthy_schema_has_no_findings() throws SQLException {
        assertThat(Doctor.examine(pool, List.of("ward"))).isEmpty();
    }

    @Test
    void every_illness_is_found_once_and_its_sql_mends_it() throws SQLException {
        asOwner(ILLNESSES);
        List<Finding> findings = Doctor.examine(pool, List.of("ward"));

        assertThat(findings.stream()
                        .collect(Collectors.groupingBy(
                                Finding::check, Collectors.mapping(Finding::subject, Collectors.toList()))))
                .isEqualTo(Map.of(
                        Check.TABLE_WITHOUT_ROW_LEVEL_SECURITY, List.of("ward.open"),
                        Check.TABLE_WITHOUT_POLICY, List.of("ward.\"Mute, too\"", "ward.mute"),
                        Check.VIEW_AS_OWNER, List.of("ward.owners"),
                        Check.MATERIALIZED_VIEW, List.of("ward.frozen"),
                        Check.UNWRAPPED_CALL, List.of("\"by setting\" on ward.slow", "\"for each row\" on ward.slow"),
                        Check.UNSAFE_SETTING, List.of("\"by setting\" on ward.slow"),
                        Check.MISSING_INDEX, List.of("ward.slow (owner)")));

        for (Finding finding : findings) {
            asOwner(finding.mend().orElseThrow());
        }
        // What was open is mute now, and what was mute has policies whose column wants an index.
        for (Finding finding : Doctor.examine(pool, List.of("ward"))) {
            asOwner(finding.mend().orElseThrow());
        }
        assertThat(Doctor.examine(pool, List.of("ward"))).isEmpty();
    }

    @Test
    void a_finding_reads_as_a_sentence_with_its_remedy() throws SQLException {
        asOwner("create table ward.open (id int)");

        assertThat(Doctor.examine(pool, List.of("ward")))
                .singleElement()
                .hasToString("The table ward.open has no row level security: every caller has all of its rows.\n"
                        + "    alter table ward.open enable row level security;");
    }

    @Test
    void a_login_role_that_bypasses_is_a_finding() throws SQLException {
        assertThat(Doctor.examine(TestDatabase.SERVER.dataSource(LoginRole.POSTGRES), List.of("ward")))
                .extracting(Finding::check)
                .containsExactly(Check.LOGIN_ROLE);
    }
}
