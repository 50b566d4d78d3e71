package dev.deputy.local.auth;

import dev.deputy.local.MovableClock;
import dev.deputy.local.http.Gateway;
import dev.deputy.local.postgres.EmbeddedPostgres;
import dev.deputy.local.postgres.LoginRole;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An auth server on a port of its own; one Postgres serves all of a test run's. */
final class AuthServerRunning implements AutoCloseable {

    private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(POSTGRES::close));
    }

    final ProjectKeys keys;
    final MovableClock clock = new MovableClock();
    final URI url;
    final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Gateway gateway;
    final AuthServer server;

    AuthServerRunning() {
        this(settings -> settings);
    }

    AuthServerRunning(UnaryOperator<AuthSettings> adjust) {
        this(ProjectKeys.generate(), adjust);
    }

    /** One that signs its tokens with the project's secret. */
    static AuthServerRunning bySecret() {
        return new AuthServerRunning(ProjectKeys.generateSecret(), settings -> settings);
    }

    AuthServerRunning(ProjectKeys keys, UnaryOperator<AuthSettings> adjust) {
        this.keys = keys;
        gateway = Gateway.bind(0, keys.apiKeys());
        url = URI.create("http://127.0.0.1:" + gateway.port());
        AuthSettings settings = adjust.apply(
                AuthSettings.at(url.resolve("/auth/v1")).withPasswordCost(4).withAnonymousSignIns(true));
        server = AuthServer.open(
                POSTGRES.dataSource(LoginRole.SUPABASE_AUTH_ADMIN), keys, settings, clock, messages::add);
        gateway.mount("/auth/v1", AuthServer.OPEN_PATHS, server);
        gateway.start();
    }

    /** A client with the publishable key, as a front end has it. */
    AuthClient client() {
        return new AuthClient(url).header("apikey", keys.apiKeys().publishable());
    }

    /** The newest message to the address or number. */
    Message lastTo(String addressOrNumber) {
        return messages.stream()
                .filter(message -> message.to().equals(addressOrNumber))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError("nothing was sent to " + addressOrNumber));
    }

    /** The link in the newest message to the address. */
    String linkTo(String address) {
        return Objects.requireNonNull(lastTo(address).link());
    }

    /** Runs SQL as a person would who administers the database. */
    static void sql(String sql) {
        try (Connection connection =
                        POSTGRES.dataSource(LoginRole.SUPABASE_ADMIN).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column of the first row. */
    static String ask(String sql) {
        try (Connection connection =
                        POSTGRES.dataSource(LoginRole.SUPABASE_ADMIN).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the task while another transaction has run the statement and not committed it yet. */
    static void whileLocked(String sql, Runnable task) {
        try (Connection connection =
                        POSTGRES.dataSource(LoginRole.SUPABASE_ADMIN).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            task.run();
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        server.close();
    }
}
