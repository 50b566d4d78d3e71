package dev.deputy.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** A running PostgreSQL server that this JVM started. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path cluster;
    private final int port;
    private final Binaries binaries;

    ServerProcess(Process process, Path cluster, int port, Binaries binaries) {
        this.process = process;
        this.cluster = cluster;
        this.port = port;
        this.binaries = binaries;
    }

    /** What the server says about itself in its folder; empty when no server was there, or it ended in good order. */
    static String pidFile(Path cluster) throws IOException {
        try {
            return Files.readString(cluster.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Waits until the server takes connections; false when it ended instead. */
    boolean awaitReady(String pidFileBefore) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
                String now = pidFile(cluster);
                // The eighth line is the server's state; a file that a killed server left behind may say "ready" too.
                List<String> lines = now.lines().toList();
                if (!now.equals(pidFileBefore)
                        && lines.size() >= 8
                        && lines.get(7).startsWith("ready")) {
                    return true;
                }
                if (System.nanoTime() > deadline) {
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    int port() {
        return port;
    }

    PGSimpleDataSource dataSource(LoginRole role, String password, String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName(database);
        dataSource.setUser(role.sqlName());
        dataSource.setPassword(password);
        dataSource.setSslMode("disable");
        dataSource.setGssEncMode("disable");
        return dataSource;
    }

    Connection connect(LoginRole role, String password) throws SQLException {
        return dataSource(role, password, EmbeddedPostgres.DATABASE).getConnection();
    }

    /** Stops the server: sessions end, what was committed is safe. Returns when it is gone. */
    @Override
    public void close() {
        try {
            if (Platform.WINDOWS) {
                new ProcessBuilder(
                                binaries.program("pg_ctl").toString(), "stop", "-m", "fast", "-D", cluster.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectErrorStream(true)
                        .start();
            } else {
                // What run-postgres.sh waits for.
                process.getOutputStream().close();
            }
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
