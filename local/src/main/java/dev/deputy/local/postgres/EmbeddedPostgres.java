package dev.deputy.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLState;

/**
 * A PostgreSQL server with a hosted project's roles and schema {@code auth}, as a child process of this JVM: on the
 * loopback address only, every role with a password, gone when it is closed or when this JVM ends, in whichever way.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
 *         Connection connection = postgres.dataSource(LoginRole.POSTGRES).getConnection()) { … }
 * }</pre>
 *
 * <p>Safe for use by several threads; any number of servers may run at once.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String MAJOR_VERSION = "17";

    /** Where a project's data are, as on the platform. */
    static final String DATABASE = "postgres";

    private final ServerProcess server;
    private final RolePasswords passwords;
    private final String database;
    private final Runnable ending;
    private final AtomicInteger copies = new AtomicInteger();

    private EmbeddedPostgres(ServerProcess server, RolePasswords passwords, String database, Runnable ending) {
        this.server = server;
        this.passwords = passwords;
        this.database = database;
        this.ending = ending;
    }

    /** Starts a server on a free port, whose data goes away with it. */
    public static EmbeddedPostgres start() {
        return start(DataFolder.temporary(), 0);
    }

    /**
     * Starts a server on the folder's data, which it makes if there is none yet. The folder is closed with the server,
     * also when the start fails.
     *
     * @param port on the loopback address; 0 for a free one
     * @throws CannotStartException when the port is taken, or the machine does not allow it
     */
    public static EmbeddedPostgres start(DataFolder folder, int port) {
        ServerProcess server = null;
        try {
            RolePasswords passwords = RolePasswords.in(folder);
            Cache cache = Cache.ofUser();
            Binaries binaries = Binaries.unpackedIn(cache);
            Path cluster = cluster(folder, cache, binaries);
            server = new ServerLaunch(
                            binaries,
                            cluster,
                            folder.path().resolve("postgres.log"),
                            !folder.isTemporary(),
                            folder.isTemporary() ? folder.path() : null)
                    .start(port);
            setPasswords(cluster, server, passwords);
            if (Bootstrap.isOutdated(folder)) {
                try (Connection connection =
                        server.connect(LoginRole.SUPABASE_ADMIN, passwords.of(LoginRole.SUPABASE_ADMIN))) {
                    Bootstrap.update(folder, connection);
                }
            }
            ServerProcess started = server;
            return new EmbeddedPostgres(started, passwords, DATABASE, () -> close(started, folder));
        } catch (IOException e) {
            close(server, folder);
            throw new UncheckedIOException("could not prepare a database in " + folder.path(), e);
        } catch (SQLException e) {
            close(server, folder);
            throw new IllegalStateException("could not prepare the database in " + folder.path(), e);
        } catch (RuntimeException e) {
            close(server, folder);
            throw e;
        }
    }

    private static Path cluster(DataFolder folder, Cache cache, Binaries binaries) throws IOException {
        Path cluster = folder.path().resolve("postgres");
        if (!Files.exists(cluster)) {
            Path unfinished = folder.path().resolve("postgres.unfinished");
            PrivateFiles.deleteTree(unfinished);
            Template.preparedIn(cache, binaries).copyTo(unfinished);
            if (!folder.isTemporary()) {
                new Initdb(binaries, ServerAccount.current()).sync(unfinished);
            }
            Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
            Bootstrap.noteNew(folder);
        }
        String version = Files.readString(cluster.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new CannotStartException("The data in " + folder.path() + " was written by PostgreSQL " + version
                    + ", and this is " + MAJOR_VERSION + ": choose another folder, or use the Deputy that wrote it.");
        }
        return cluster;
    }

    /** Replaces the template's password, which every copy starts with, by the folder's own. */
    private static void setPasswords(Path cluster, ServerProcess server, RolePasswords passwords)
            throws IOException, SQLException {
        Path file = cluster.resolve(Template.FIRST_PASSWORD);
        if (!Files.exists(file)) {
            return;
        }
        try (Connection connection = server.connect(LoginRole.SUPABASE_ADMIN, Files.readString(file));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            passwords.setIn(statement);
            connection.commit();
        } catch (SQLException e) {
            // Already done, by a start that was killed before it could say so.
            if (!PSQLState.INVALID_PASSWORD.getState().equals(e.getSQLState())) {
                throw e;
            }
        }
        Files.delete(file);
    }

    /** The port on the loopback address. */
    public int port() {
        return server.port();
    }

    /**
     * Another database on this server, with all that is in this one: a matter of milliseconds. Nobody may be connected to
     * this one meanwhile. Closing the copy drops it, whoever is connected to it.
     */
    public EmbeddedPostgres copy() {
        String name = database + "_" + copies.incrementAndGet();
        DatabaseCopy copy = new DatabaseCopy(this::administer, database, name);
        copy.make();
        return new EmbeddedPostgres(server, passwords, name, copy::drop);
    }

    private Connection administer() throws SQLException {
        return server.dataSource(
                        LoginRole.SUPABASE_ADMIN, passwords.of(LoginRole.SUPABASE_ADMIN), DatabaseCopy.NEUTRAL_GROUND)
                .getConnection();
    }

    /** Single connections, not pooled, to the database as that role. */
    public DataSource dataSource(LoginRole role) {
        return server.dataSource(role, passwords.of(role), database);
    }

    /** A connection that sends SQL as it is: not cut into statements, nor prepared. */
    Connection connectAsSent(LoginRole role) throws SQLException {
        PGSimpleDataSource dataSource = server.dataSource(role, passwords.of(role), database);
        dataSource.setPreferQueryMode(PreferQueryMode.SIMPLE);
        return dataSource.getConnection();
    }

    /** Where psql and others connect as that role, password included. A secret. */
    public String url(LoginRole role) {
        return "postgresql://" + role.sqlName() + ":" + passwords.of(role) + "@127.0.0.1:" + port() + "/" + database;
    }

    /** Waits until the server ends, by {@link #close()} or by itself. */
    public void awaitEnd() throws InterruptedException {
        server.awaitEnd();
    }

    /** Stops the server; what was committed stays in its folder, unless that is a temporary one. A copy just goes. */
    @Override
    public void close() {
        ending.run();
    }

    private static void close(@Nullable ServerProcess server, DataFolder folder) {
        try (folder) {
            if (server != null) {
                server.close();
            }
        }
    }
}
