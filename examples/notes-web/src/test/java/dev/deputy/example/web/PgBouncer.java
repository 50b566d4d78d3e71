package dev.deputy.example.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PgBouncer in transaction mode before the local Supabase's database, as docs/scaling.md has it. */
final class PgBouncer implements AutoCloseable {

    private final Program program;
    private final String databaseUrl;

    private PgBouncer(Program program, String databaseUrl) {
        this.program = program;
        this.databaseUrl = databaseUrl;
    }

    static PgBouncer start(Path folder, String databaseUrl) throws IOException {
        URI database = URI.create(databaseUrl);
        String[] login = database.getUserInfo().split(":", 2);
        int port = Program.freePort();
        Path users = folder.resolve("users.txt");
        Files.writeString(users, "\"%s\" \"%s\"\n".formatted(login[0], login[1]));
        Path config = folder.resolve("pgbouncer.ini");
        Files.writeString(config, """
                [databases]
                postgres = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 10
                ignore_startup_parameters = extra_float_digits
                server_login_retry = 1
                query_wait_timeout = 3
                """.formatted(database.getPort(), port, users));
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root, so it runs as nobody, who has to be let in.
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        command.addAll(List.of(
                Files.exists(Path.of("/usr/sbin/pgbouncer")) ? "/usr/sbin/pgbouncer" : "pgbouncer", config.toString()));
        Program program = Program.start("pgbouncer", folder, Map.of(), command);
        program.await("its port", () -> program.said().contains("listening on 127.0.0.1"));
        return new PgBouncer(
                program, databaseUrl.replace("@127.0.0.1:" + database.getPort() + "/", "@127.0.0.1:" + port + "/"));
    }

    String databaseUrl() {
        return databaseUrl;
    }

    @Override
    public void close() {
        program.close();
    }
}
