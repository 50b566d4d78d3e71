package dev.deputy.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.postgres.EmbeddedPostgres;
import dev.deputy.local.postgres.LoginRole;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of the schema is told once, and must not be missed then. */
class SchemaCacheTest {

    private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start();

    private final AtomicBoolean fails = new AtomicBoolean();
    private SchemaCache cache;

    @BeforeEach
    void open() throws SQLException {
        cache = SchemaCache.open(
                failingWhenTold(POSTGRES.dataSource(LoginRole.AUTHENTICATOR)), RestSettings.standard());
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @Test
    void a_change_is_read_though_that_fails_at_first() throws SQLException {
        long before = cache.state().version();
        fails.set(true);

        administer("notify pgrst, 'reload schema'");

        awaitNewerThan(before);
        assertThat(fails).isFalse();
    }

    @Test
    void what_was_told_while_nobody_listened_is_read_afterwards() throws SQLException {
        long before = cache.state().version();

        administer("select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen pgrst'");

        awaitNewerThan(before);
    }

    private void awaitNewerThan(long version) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (cache.state().version() == version) {
            assertThat(System.nanoTime()).as("it is read in time").isLessThan(end);
        }
    }

    /** The next connection cannot be had. */
    private DataSource failingWhenTold(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                SchemaCacheTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (fails.compareAndSet(true, false)) {
                        throw new SQLException("it is not there at the moment", "08001");
                    }
                    return method.invoke(real, arguments);
                });
    }

    private static void administer(String sql) throws SQLException {
        try (Connection connection =
                        POSTGRES.dataSource(LoginRole.SUPABASE_ADMIN).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
