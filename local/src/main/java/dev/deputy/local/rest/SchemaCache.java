package dev.deputy.local.rest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the schema and the settings that the database gives, and reads them again whenever {@code notify pgrst} says so:
 * by a person's {@code notify pgrst, 'reload schema'}, or by an event trigger after each change of the schema.
 */
final class SchemaCache implements AutoCloseable {

    /** Both at one moment: the schema depends on which schemas are exposed. */
    record State(long version, Schema schema, RestSettings settings) {}

    /** Answers by a state. */
    interface Work {
        Reply by(State state) throws SQLException;
    }

    /** The refusals of requests that name what the schema does not have. */
    private static final Set<String> MISSES = Set.of("PGRST200", "PGRST202", "PGRST204", "PGRST205");

    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);

    /** How many times as long as it took to read the schema passes before a miss has it read again. */
    private static final int PAUSE = 4;

    private static final String OWN_SETTINGS = """
            select split_part(s.setting, '=', 1), substr(s.setting, strpos(s.setting, '=') + 1)
            from pg_db_role_setting d cross join lateral unnest(d.setconfig) s (setting)
            where d.setrole = (select oid from pg_roles where rolname = session_user)
                and d.setdatabase in (0, (select oid from pg_database where datname = current_database()))
                and s.setting like 'pgrst.%'
            order by d.setdatabase
            """;

    private final DataSource dataSource;
    private final RestSettings given;
    private volatile State state;
    private long refreshedAt = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private long refreshingTook;
    private volatile boolean closed;
    private volatile @Nullable Connection listening;

    private SchemaCache(DataSource dataSource, RestSettings given) {
        this.dataSource = dataSource;
        this.given = given;
        this.state = new State(0, Schema.EMPTY, given);
    }

    /** Reads the schema, and begins to listen. */
    static SchemaCache open(DataSource dataSource, RestSettings settings) throws SQLException {
        SchemaCache cache = new SchemaCache(dataSource, settings);
        cache.listen();
        cache.reload();
        Thread thread = new Thread(cache::follow, "deputy-local-rest-schema");
        thread.setDaemon(true);
        thread.start();
        return cache;
    }

    State state() {
        return state;
    }

    /** What is not there may have been made a moment ago, before its notification came: then it looks again. */
    Reply fresh(State state, Work work) throws SQLException {
        try {
            return work.by(state);
        } catch (Refusal e) {
            if (MISSES.contains(e.code()) && refresh(state)) {
                return work.by(state());
            }
            throw e;
        }
    }

    private void listen() throws SQLException {
        Connection connection = dataSource.getConnection();
        listening = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen pgrst");
        }
    }

    /**
     * Reads everything anew if it has not been since, and not just now for the same reason either: whoever asks for
     * nonsense all the time gets no more than a part of the database's time.
     *
     * @return whether there is something newer than what was seen
     */
    synchronized boolean refresh(State seen) throws SQLException {
        long begin = System.nanoTime();
        if (state.version() == seen.version() && begin - refreshedAt > PAUSE * refreshingTook) {
            reload();
            refreshedAt = System.nanoTime();
            refreshingTook = refreshedAt - begin;
        }
        return state.version() != seen.version();
    }

    /** Reads everything anew. */
    synchronized void reload() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            RestSettings settings = given.with(ownSettings(connection));
            state = new State(state.version() + 1, SchemaReader.read(connection, settings.schemas()), settings);
            connection.rollback();
        }
    }

    private static Map<String, String> ownSettings(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(OWN_SETTINGS)) {
            while (rows.next()) {
                settings.put(rows.getString(1).substring("pgrst.".length()), rows.getString(2));
            }
        }
        return settings;
    }

    private void follow() {
        boolean due = false;
        while (!closed) {
            try {
                Connection connection = listening;
                if (connection == null) {
                    listen();
                    due = true; // whatever was told meanwhile, nobody heard
                } else if (due || connection.unwrap(PGConnection.class).getNotifications(0).length > 0) {
                    due = true; // until it has been read: nobody tells it twice
                    reload(); // one for all that have come in
                    due = false;
                }
            } catch (SQLException e) {
                pause(e);
                stopListening(); // in case it is this connection that is lost, which it does not say of itself
            }
        }
        stopListening();
    }

    private void pause(SQLException e) {
        if (closed) {
            return;
        }
        LOG.warn("The data API could not read the schema and tries again: {}", e.getMessage());
        try {
            Thread.sleep(1000);
        } catch (InterruptedException interrupted) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        stopListening();
    }

    private void stopListening() {
        Connection connection = listening;
        listening = null;
        if (connection != null) {
            try {
                connection.abort(Runnable::run); // close() would wait for the thread that reads from it
            } catch (SQLException e) {
                LOG.debug("The connection that listens was lost already", e);
            }
        }
    }
}
