package dev.deputy.spring;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.postgres.Pooler;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the project's database is, if anybody has said so. */
final class ProjectDatabase {

    /** How long the database may take for anything, in seconds, unless its address says something else. */
    static final int SOCKET_TIMEOUT = 4;

    private static final Pattern SOCKET_TIMEOUT_IN_URL = Pattern.compile("[?&]socketTimeout=(\\d{1,6})\\b");

    private final @Nullable String url;

    ProjectDatabase(@Nullable String url) {
        this.url = url;
    }

    /**
     * How long a statement may take so that Postgres ends it before the driver gives the connection up; empty where the
     * driver waits for ever.
     */
    Optional<Duration> statementTimeout() {
        Matcher inUrl = SOCKET_TIMEOUT_IN_URL.matcher(url == null ? "" : url);
        long seconds = inUrl.find() ? Long.parseLong(inUrl.group(1)) : SOCKET_TIMEOUT;
        return seconds == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(seconds).minusMillis(500));
    }

    /** Whether a connection can wait for what the database has to tell: not behind a pooler in transaction mode. */
    boolean canListen(@Nullable Boolean pooler) {
        return url != null
                && !(pooler != null
                        ? pooler
                        : Pooler.isAt(DatabaseUrl.parse(url).jdbcUrl()));
    }

    boolean isSet() {
        return url != null;
    }

    /**
     * A pool that starts without the database and notices within five seconds that it is gone.
     *
     * @param pooler whether there is a pooler in transaction mode before the database; null to go by its address
     * @throws SupabaseSettingsException when the address is malformed
     */
    DataSource pool(@Nullable Boolean pooler) {
        if (url == null) {
            return new MissingDatabase();
        }
        try {
            DatabaseUrl address = DatabaseUrl.parse(url);
            // It connects when the first connection is asked for, so the application can still change its settings.
            HikariDataSource pool = new HikariDataSource();
            pool.setPoolName("supabase");
            pool.setJdbcUrl(address.jdbcUrl());
            pool.setUsername(address.user());
            pool.setPassword(address.password());
            if (address.sslPassword() != null) {
                pool.addDataSourceProperty("sslpassword", address.sslPassword());
            }
            // Supabase's poolers grant 15 connections to a small project; several services share them.
            pool.setMaximumPoolSize(8);
            pool.setMinimumIdle(1);
            pool.setInitializationFailTimeout(-1);
            pool.setConnectionTimeout(2_000);
            pool.setValidationTimeout(1_000);
            // In seconds; parameters in the address stand above these.
            pool.addDataSourceProperty("connectTimeout", "2");
            pool.addDataSourceProperty("loginTimeout", "2");
            pool.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT));
            pool.addDataSourceProperty("cancelSignalTimeout", "1");
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            if (pooler != null ? pooler : Pooler.isAt(address.jdbcUrl())) {
                Pooler.driverProperties().forEach(pool::addDataSourceProperty);
            }
            return pool;
        } catch (IllegalArgumentException wrong) {
            throw SupabaseSettingsException.wrong(wrong);
        }
    }
}
