package dev.deputy.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServerLaunchTest {

    /** As when a start is given up, or the JVM killed, at once: the server must not miss that, and then run for ever. */
    @Test
    @DisabledOnOs(OS.WINDOWS) // there is no script there
    void a_server_ends_whose_deputy_ends_before_it_has_begun(@TempDir Path data)
            throws IOException, InterruptedException {
        int port;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataFolder.open(data), 0)) {
            port = postgres.port();
        }
        Path cluster = data.resolve("postgres");
        ServerLaunch launch = new ServerLaunch(
                Binaries.unpackedIn(Cache.ofUser()), cluster, data.resolve("postgres.log"), true, null);
        Process process = launch.process(port, ServerAccount.owning(cluster));
        try {
            process.getOutputStream().close();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it has ended").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
