package dev.deputy.local.rest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.deputy.local.auth.SignedTokens;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Endpoint;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data API over a database, as PostgREST speaks: mounted at {@code /rest/v1} of a
 * {@link dev.deputy.local.http.Gateway}. Safe for use by many threads.
 */
public final class RestServer implements Endpoint, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    private static final int CONNECTIONS = 10;

    private final HikariDataSource pool;
    private final SchemaCache cache;
    private final Tokens tokens;
    private final SeeAs seeAs;

    private RestServer(HikariDataSource pool, SchemaCache cache, Tokens tokens, DataSource administrator) {
        this.pool = pool;
        this.cache = cache;
        this.tokens = tokens;
        this.seeAs = new SeeAs(cache, pool, administrator);
    }

    /**
     * Connects to the database and reads its schema.
     *
     * @param authenticator connections of the role that may become those of the requests; pooled here
     * @param administrator connections of a superuser, to install the trigger that tells of changes of the schema, and
     *     for {@link SeeAs}
     * @param signatures says which tokens are this project's
     * @param clock the time that tokens go by
     */
    public static RestServer open(
            DataSource authenticator,
            DataSource administrator,
            SignedTokens signatures,
            RestSettings settings,
            Clock clock) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("deputy-local-rest");
        config.setDataSource(authenticator);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setExceptionOverride(new Unsupported());
        HikariDataSource pool = new HikariDataSource(config);
        try {
            watchSchema(administrator);
            SchemaCache cache = SchemaCache.open(authenticator, settings);
            return new RestServer(pool, cache, new Tokens(signatures::claims, clock), administrator);
        } catch (SQLException e) {
            pool.close();
            throw new IllegalStateException("The data API could not read the schema: " + e.getMessage(), e);
        }
    }

    /** Looks at tables as somebody else; for the dashboard. */
    public SeeAs seeAs() {
        return seeAs;
    }

    private static void watchSchema(DataSource administrator) throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(Resources.text("watch-schema.sql"));
        }
    }

    @Override
    public Answer answer(Call call) {
        SchemaCache.State state = cache.state();
        boolean anonymous = true;
        try {
            Ask ask = new AskReader(state.settings(), state.schema(), tokens).read(call);
            anonymous = ask.role().equals(state.settings().anonymousRole());
            return cache.fresh(state, now -> reply(ask, now)).answer();
        } catch (Refusal e) {
            return Reply.of(e).answer();
        } catch (Failure e) {
            return Reply.of(Refusal.of(e.status(), "PGRST102", e.getMessage())).answer();
        } catch (SQLException e) {
            return Reply.of(SqlErrors.refusal(e, anonymous)).answer();
        } catch (IOException | RuntimeException e) {
            LOG.error("{} {} failed", call.method(), call.path(), e);
            return Reply.of(Refusal.of(500, "PGRSTX00", "Something went wrong; the log says more"))
                    .answer();
        }
    }

    private Reply reply(Ask ask, SchemaCache.State state) throws SQLException {
        Schema schema = state.schema();
        RestSettings settings = state.settings();
        Transaction transaction = new Transaction(pool, schema, settings);
        if (ask.method().equals("OPTIONS")) {
            return Options.reply(ask, schema);
        }
        if (ask.isCall()) {
            return new Calls(schema, settings, transaction).call(ask);
        }
        if (ask.resource().name().isEmpty()) {
            if (!ask.reads()) {
                throw Refusal.of(405, "PGRST117", "Unsupported HTTP method: " + ask.method());
            }
            return new OpenApi(schema, settings, transaction).describe(ask);
        }
        return switch (ask.method()) {
            case "GET", "HEAD" -> new Reads(schema, settings, transaction).read(ask);
            case "POST", "PATCH", "PUT", "DELETE" -> new Writes(schema, settings, transaction).write(ask);
            default -> throw Refusal.of(405, "PGRST117", "Unsupported HTTP method: " + ask.method());
        };
    }

    @Override
    public void close() {
        cache.close();
        pool.close();
    }

    /** A request that PostgreSQL cannot serve says nothing about the connection, which may go on. */
    private static final class Unsupported implements SQLExceptionOverride {

        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException e) {
            return "0A000".equals(e.getSQLState())
                    ? SQLExceptionOverride.Override.DO_NOT_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }
}
