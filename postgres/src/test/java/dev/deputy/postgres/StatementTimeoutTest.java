package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatementTimeoutTest {

    private final Caller ada = Users.user();

    @Test
    void a_slow_statement_is_ended_by_postgres_and_the_connection_lives_on() throws SQLException {
        try (HikariDataSource pool = TestDatabase.pool(1)) {
            RowLevelSecurity rls = RowLevelSecurity.over(pool); // with which nothing is too slow on a busy machine
            RowLevelSecurity impatient = RowLevelSecurity.builder(pool)
                    .statementTimeout(Duration.ofMillis(50))
                    .build();
            String backend = rls.as(ada, connection -> read(connection, "select pg_backend_pid()"));

            assertThatThrownBy(() -> impatient.runAs(ada, connection -> read(connection, "select pg_sleep(20)")))
                    .hasFieldOrPropertyWithValue("SQLState", "57014");

            assertThat(rls.<String, RuntimeException>as(ada, connection -> read(connection, "select pg_backend_pid()")))
                    .isEqualTo(backend);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8s, 3s, 3000ms",
        "8s, 8s, 8s",
        "8s, 1m, 8s",
        "1500, 2s, 1500",
        "3000, 2s, 2000ms",
        "0, 2s, 2000ms",
        "1min, 2s, 2000ms",
        "500us, 2s, 500us",
        "1h, 2s, 2000ms",
        "1d, 2s, 2000ms",
        "nonsense, 2s, 2000ms"
    })
    void the_shorter_of_the_roles_own_and_the_services_holds(String ofRole, String ofService, String expected) {
        StatementTimeout timeout = new StatementTimeout(Duration.parse("PT" + ofService));

        assertThat(timeout.shortening(Map.of("statement_timeout", ofRole)))
                .containsExactlyEntriesOf(Map.of("statement_timeout", expected));
    }

    @Test
    void a_role_without_a_setting_of_its_own_gets_the_services() {
        assertThat(new StatementTimeout(Duration.ofSeconds(2)).shortening(Map.of()))
                .containsExactlyEntriesOf(Map.of("statement_timeout", "2000ms"));
    }

    @Test
    void no_time_at_all_would_be_no_limit_and_is_refused() {
        assertThatThrownBy(() -> new StatementTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("statementTimeout");
    }
}
