package dev.deputy.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the project's database answers the login role. In the place of Spring Boot's own check, which would ask as
 * nobody and be refused. Says nothing of where the database is.
 */
final class DatabaseHealth implements HealthIndicator {

    private static final int PATIENCE_SECONDS = 1;

    private final ProjectDatabase database;
    private final Probe probe;

    DatabaseHealth(ProjectDatabase database, DataSource pool) {
        this.database = database;
        this.probe = new Probe(() -> answers(pool), Duration.ofSeconds(2), System::nanoTime);
    }

    @Override
    public Health health() {
        if (!database.isSet()) {
            return Health.unknown().withDetail("database", "not set").build();
        }
        return probe.answer() ? Health.up().build() : Health.down().build();
    }

    private static boolean answers(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
