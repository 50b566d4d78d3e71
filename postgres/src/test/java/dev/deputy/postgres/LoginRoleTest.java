package dev.deputy.postgres;

import static dev.deputy.postgres.RowLevelSecurityTest.refused;
import static dev.deputy.postgres.TestDatabase.asSuperuser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.postgres.LoginRole;
import dev.deputy.postgres.RefusedException.Reason;
import dev.deputy.postgres.RowLevelSecurity.BypassingLogin;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

final class LoginRoleTest {

    private static final String CANDIDATE = "candidate";

    @BeforeEach
    void candidate() throws SQLException {
        asSuperuser(
                "create role candidate login noinherit password 'candidate'; grant anon, authenticated to candidate");
    }

    @AfterEach
    void drop() throws SQLException {
        asSuperuser("drop owned by candidate; drop role candidate");
    }

    @Test
    void a_role_without_rights_that_can_become_its_callers_is_accepted() {
        assertThatCode(() -> RowLevelSecurity.over(candidatePool()).check()).doesNotThrowAnyException();
    }

    @Test
    void the_role_that_the_refusal_proposes_can_be_made_by_postgres_itself() throws SQLException {
        TestDatabase.asOwner(
                "create role app_api login noinherit password 'app_api'; grant anon, authenticated to app_api");
        try {
            RowLevelSecurity rls = RowLevelSecurity.over(login("app_api"));
            assertThat(rls.<String, RuntimeException>anonymously(
                            connection -> TestDatabase.read(connection, "select current_user")))
                    .isEqualTo("anon");
        } finally {
            TestDatabase.asOwner("drop role app_api");
        }
    }

    @Test
    void a_superuser_is_refused() throws SQLException {
        asSuperuser("alter role candidate superuser");
        try {
            refusedFor("is a superuser");
        } finally {
            asSuperuser("alter role candidate nosuperuser");
        }
    }

    @Test
    void a_role_that_bypasses_is_refused() throws SQLException {
        asSuperuser("alter role candidate bypassrls");
        refusedFor("has BYPASSRLS");
    }

    @Test
    void a_role_that_can_make_itself_a_member_of_others_is_refused() throws SQLException {
        asSuperuser("alter role candidate createrole");
        refusedFor("has CREATEROLE");
    }

    @Test
    void a_member_of_service_role_is_refused() throws SQLException {
        asSuperuser("grant service_role to candidate");
        refusedFor("is a member of service_role");
    }

    @Test
    void the_owner_of_exposed_tables_is_refused() throws SQLException {
        asSuperuser("create table public.owned (id int); alter table public.owned owner to candidate");
        refusedFor("owns tables such as public.owned");
    }

    @Test
    void the_owner_of_tables_elsewhere_is_accepted_until_their_schema_is_exposed() throws SQLException {
        asSuperuser(
                "create schema hidden; create table hidden.owned (id int); alter table hidden.owned owner to candidate");
        try {
            assertThatCode(() -> RowLevelSecurity.over(candidatePool()).check()).doesNotThrowAnyException();
            assertThatThrownBy(() -> RowLevelSecurity.builder(candidatePool())
                            .exposedSchema("hidden")
                            .build()
                            .check())
                    .satisfies(refused(Reason.LOGIN_ROLE));
        } finally {
            asSuperuser("drop schema hidden cascade");
        }
    }

    @Test
    void a_role_that_cannot_become_its_callers_is_refused_with_the_grant_that_is_missing() throws SQLException {
        asSuperuser("revoke authenticated from candidate");

        assertThatThrownBy(() -> RowLevelSecurity.over(candidatePool()).check())
                .satisfies(refused(Reason.LOGIN_ROLE))
                .hasMessageContaining("grant authenticated to candidate");
    }

    @Test
    void postgres_is_refused_unless_it_is_put_up_with_on_this_machine_or_everywhere() throws SQLException {
        DataSource postgres = TestDatabase.SERVER.dataSource(LoginRole.POSTGRES);

        assertThatThrownBy(() -> RowLevelSecurity.over(postgres)
                        .runAnonymously(connection -> TestDatabase.read(connection, "select 1")))
                .satisfies(refused(Reason.LOGIN_ROLE));
        for (BypassingLogin where : new BypassingLogin[] {BypassingLogin.LOOPBACK, BypassingLogin.ALWAYS}) {
            RowLevelSecurity rls =
                    RowLevelSecurity.builder(postgres).bypassingLogin(where).build();
            assertThat(rls.<String, RuntimeException>anonymously(
                            connection -> TestDatabase.read(connection, "select current_user")))
                    .isEqualTo("anon");
        }
    }

    private static void refusedFor(String why) {
        assertThatThrownBy(() -> RowLevelSecurity.over(candidatePool()).check())
                .satisfies(refused(Reason.LOGIN_ROLE))
                .hasMessageContaining(why)
                .hasMessageContaining("create role app_api login noinherit");
        assertThatThrownBy(() -> RowLevelSecurity.over(candidatePool())
                        .following(Identity::anonymous)
                        .getConnection()
                        .createStatement()
                        .execute("select 1"))
                .satisfies(refused(Reason.LOGIN_ROLE));
    }

    private static DataSource candidatePool() {
        return login(CANDIDATE);
    }

    private static DataSource login(String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {TestDatabase.SERVER.port()});
        dataSource.setDatabaseName("postgres");
        dataSource.setUser(role);
        dataSource.setPassword(role);
        return dataSource;
    }
}
