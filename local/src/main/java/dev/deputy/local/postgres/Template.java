package dev.deputy.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A cluster with roles, extensions and schema auth but nobody's data, made once per user; a new data folder copies it. */
final class Template {

    /** A file in a cluster whose roles still have the template's password, and no others yet. */
    static final String FIRST_PASSWORD = "deputy-first-password";

    private final Path cluster;

    private Template(Path cluster) {
        this.cluster = cluster;
    }

    static Template preparedIn(Cache cache, Binaries binaries) {
        List<String> bootstrap = Bootstrap.scripts();
        CRC32 checksum = new CRC32();
        bootstrap.forEach(sql -> checksum.update(sql.getBytes(UTF_8)));
        String name = "template-" + binaries.digest() + "-" + Long.toHexString(checksum.getValue());
        Path entry = cache.entry(name, folder -> build(folder, binaries, bootstrap));
        return new Template(entry.resolve("cluster"));
    }

    private static void build(Path folder, Binaries binaries, List<String> bootstrap) throws IOException {
        ServerAccount account = ServerAccount.current();
        account.letThrough(folder);
        Path cluster = folder.resolve("cluster");
        Files.createDirectory(cluster, PrivateFiles.permissions("rwx------"));
        Path passwordFile = cluster.resolveSibling("password");
        String password = RolePasswords.chance();
        PrivateFiles.write(passwordFile, password);
        account.own(passwordFile);
        account.own(cluster);
        new Initdb(binaries, account).create(cluster, passwordFile);
        Files.delete(passwordFile);

        ServerLaunch launch = new ServerLaunch(binaries, cluster, folder.resolve("bootstrap.log"), false, null);
        try (ServerProcess server = launch.start(0);
                Connection connection = server.connect(LoginRole.SUPABASE_ADMIN, password);
                Statement statement = connection.createStatement()) {
            for (String sql : bootstrap) {
                statement.execute(sql);
            }
            statement.execute(RolePasswords.HASH_CHEAPLY);
            statement.execute("alter role supabase_admin password '" + password + "'");
        } catch (SQLException e) {
            throw new IllegalStateException("Deputy's own SQL for a new database failed", e);
        }
        PrivateFiles.write(cluster.resolve(FIRST_PASSWORD), password);
    }

    /** Copies the cluster, with its owner, to a path that does not exist yet. */
    void copyTo(Path target) throws IOException {
        if (Platform.WINDOWS) {
            copyFileByFile(target);
            return;
        }
        // A thousand small files: a young JVM needs ten times as long for them.
        Process copying = new ProcessBuilder("cp", "-Rp", cluster.toString(), target.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(copying.getInputStream().readAllBytes(), UTF_8);
            if (copying.waitFor() != 0) {
                throw new IOException(output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the template was copied", e);
        }
    }

    private void copyFileByFile(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(cluster)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(cluster.relativize(file)));
            }
        }
    }
}
