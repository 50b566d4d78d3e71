package dev.deputy.local.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database made from another one on the same server.
 *
 * @param from its template, to which nobody is connected
 * @param name its own name
 */
record DatabaseCopy(Administrator administrator, String from, String name) {

    /** A database that is no project's, to make and drop others from. */
    static final String NEUTRAL_GROUND = "template1";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCopy.class);

    /** Connects as the superuser, to neutral ground. */
    interface Administrator {
        Connection connect() throws SQLException;
    }

    void make() {
        try (Connection connection = administrator.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + from + " owner postgres strategy file_copy");
            try {
                bringAlong(statement);
            } catch (SQLException e) {
                dropAfter(e, statement);
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + from + " could not be copied: " + e.getMessage(), e);
        }
    }

    /**
     * What was set and granted for a database as such does not come with its template. As rows, since the settings' texts
     * are lists that ALTER DATABASE would have to be told item by item.
     */
    private void bringAlong(Statement statement) throws SQLException {
        statement.execute("set allow_system_table_mods = on");
        statement.execute("insert into pg_db_role_setting (setdatabase, setrole, setconfig) select copy.oid, setrole,"
                + " setconfig from pg_db_role_setting join pg_database source on source.oid = setdatabase,"
                + " pg_database copy where source.datname = '" + from + "' and copy.datname = '" + name + "'");
        statement.execute("update pg_database copy set datacl = source.datacl from pg_database source"
                + " where source.datname = '" + from + "' and copy.datname = '" + name + "'"
                + " and source.datacl is not null");
    }

    private void dropAfter(SQLException cause, Statement statement) {
        try {
            drop(statement);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Drops it, whoever is connected; nothing to do if the server has ended. */
    void drop() {
        try (Connection connection = administrator.connect();
                Statement statement = connection.createStatement()) {
            drop(statement);
        } catch (SQLException e) {
            if (hasServerEnded(e)) {
                LOG.debug("The database {} was not dropped: its server has ended", name, e);
            } else {
                LOG.warn("The database {} was not dropped, and stays until its server ends", name, e);
            }
        }
    }

    /** Whether there is no connection, or none any more, or the server is about to end (57P01 to 57P03). */
    private static boolean hasServerEnded(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    private void drop(Statement statement) throws SQLException {
        statement.execute("drop database if exists " + name + " with (force)");
    }
}
