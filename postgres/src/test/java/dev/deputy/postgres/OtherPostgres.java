package dev.deputy.postgres;

import dev.deputy.local.postgres.LoginRole;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL of another version than local's, with the same roles and schema {@code auth}; on Linux only. It trusts
 * whoever comes over the loopback address, and ends with this JVM.
 */
final class OtherPostgres implements TestServer {

    /** Ends the server when nobody holds its input any more, that is, when this JVM has ended. */
    private static final String KEEPER = "\"$@\" & server=$!; cat > /dev/null; kill -INT $server; wait $server";

    private final Path home;
    private final Path data;
    private final int port;
    private @Nullable Process keeper;

    private OtherPostgres(Path home, Path data, int port) {
        this.home = home;
        this.data = data;
        this.port = port;
    }

    /** @param archive the folder with the archive of its programs */
    static OtherPostgres start(Path archive) {
        try {
            Path home = Files.createTempDirectory("other-postgres");
            open(home);
            try (Stream<Path> files = Files.list(archive)) {
                unpack(
                        files.filter(file -> file.toString().endsWith(".txz"))
                                .findFirst()
                                .orElseThrow(),
                        home);
            }
            Path data = Files.createDirectory(home.resolve("data"));
            if (isRoot()) {
                run(home, List.of("chown", "65534:65534", data.toString()));
            }
            List<String> initdb = new ArrayList<>(asServer());
            initdb.addAll(List.of(
                    home.resolve("bin/initdb").toString(),
                    "-D" + data,
                    "--username=supabase_admin",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync"));
            run(home, initdb);
            OtherPostgres server = new OtherPostgres(home, data, freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::clear));
            server.launch();
            server.prepare();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes on as a standby, which replays what it has and lets nobody write. */
    void becomeStandby() throws IOException, InterruptedException, SQLException {
        stop();
        Files.createFile(data.resolve("standby.signal"));
        launch();
        awaitConnection().close();
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "keeper"));
        command.addAll(asServer());
        command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=off",
                "timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        keeper = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
    }

    private void stop() throws IOException, InterruptedException {
        if (keeper != null) {
            keeper.getOutputStream().close();
            keeper.waitFor(60, TimeUnit.SECONDS);
        }
    }

    private void clear() {
        try {
            stop();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("The test's PostgreSQL in " + home + " was not cleared away: " + e);
        }
    }

    /** Local's own SQL, without the words that came with PostgreSQL 16 where this is older. */
    private void prepare() throws SQLException, IOException, InterruptedException {
        try (Connection connection = awaitConnection();
                Statement statement = connection.createStatement()) {
            boolean old = connection.getMetaData().getDatabaseMajorVersion() < 16;
            for (String script : List.of("1-roles.sql", "2-public-and-extensions.sql", "3-auth.sql")) {
                String sql = resource("/dev/deputy/local/postgres/" + script);
                statement.execute(
                        old
                                ? sql.replace(", pg_create_subscription", "")
                                        .replaceAll("with (inherit|admin) (true|false)[^;]*;", ";")
                                : sql);
                statement.execute("reset role; reset search_path");
            }
        }
    }

    private Connection awaitConnection() throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return dataSource(LoginRole.SUPABASE_ADMIN).getConnection();
            } catch (SQLException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(20);
            }
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public DataSource dataSource(LoginRole role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName("postgres");
        dataSource.setUser(role.sqlName());
        dataSource.setPassword("trusted");
        return dataSource;
    }

    private static void unpack(Path archive, Path home) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(content))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = home.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    open(Files.createDirectories(path));
                    continue;
                }
                for (Path above = path.getParent(); !Files.exists(above); above = path.getParent()) {
                    Files.createDirectories(above);
                }
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    open(path);
                }
            }
        }
        try (Stream<Path> folders = Files.walk(home)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                open(folder);
            }
        }
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** PostgreSQL refuses to run as root. */
    private static List<String> asServer() {
        return isRoot() ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--") : List.of();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(Path home, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(home.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " failed: " + output);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = OtherPostgres.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException(name + " is not on the class path");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
