package dev.deputy.postgres;

import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Row level security by a clock that is two hours ahead: for it, every caller's token has ended meanwhile. */
public final class Later {

    private Later() {}

    public static RowLevelSecurity over(DataSource pool) {
        RowLevelSecurity.Builder builder = RowLevelSecurity.builder(pool);
        builder.clock = InstantSource.offset(InstantSource.system(), Duration.ofHours(2));
        return builder.build();
    }
}
