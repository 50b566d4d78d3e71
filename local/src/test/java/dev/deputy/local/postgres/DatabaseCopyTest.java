package dev.deputy.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseCopyTest {

    @Test
    void a_copy_that_could_not_be_finished_does_not_stay() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            // postgres may make databases, as on the platform, but not write to the system's tables.
            DatabaseCopy copy = new DatabaseCopy(
                    () -> postgres.dataSource(LoginRole.POSTGRES).getConnection(), "template1", "half");

            assertThatIllegalStateException().isThrownBy(copy::make).withMessageContaining("allow_system_table_mods");

            assertThat(EmbeddedPostgresTest.ask(
                            postgres, LoginRole.POSTGRES, "select count(*) from pg_database where datname = 'half'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void only_that_its_server_has_ended_keeps_quiet_about_a_copy_that_stays() {
        assertThat(saidOfDroppingAfter("57P01")).isEmpty();
        assertThat(saidOfDroppingAfter("08001")).isEmpty();
        assertThat(saidOfDroppingAfter("53300")).contains("gone was not dropped");
    }

    private static String saidOfDroppingAfter(String state) {
        DatabaseCopy copy = new DatabaseCopy(
                () -> {
                    throw new SQLException("why", state);
                },
                "postgres",
                "gone");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            copy.drop();
        } finally {
            System.setErr(before);
        }
        return said.toString(UTF_8);
    }
}
