package dev.deputy.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;

/** What is known of the driver beyond JDBC, where it is pgjdbc. */
final class Driver {

    private Driver() {}

    /**
     * Whether the driver sends several statements of one string without waiting in between, and leaves what follows a
     * failed one to the server. With its {@code autosave} it would undo the failure, and the set-up with it.
     */
    static boolean pipelines(Connection connection) throws SQLException {
        try {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return false;
            }
            PGConnection driver = connection.unwrap(PGConnection.class);
            return driver.getAutosave() == AutoSave.NEVER
                    && driver.getPreferQueryMode() != PreferQueryMode.SIMPLE
                    && "on".equals(driver.getParameterStatus("standard_conforming_strings"));
        } catch (NoClassDefFoundError anotherDriver) {
            return false;
        }
    }
}
