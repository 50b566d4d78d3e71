package dev.deputy.postgres;

import dev.deputy.local.postgres.EmbeddedPostgres;
import dev.deputy.local.postgres.LoginRole;
import java.nio.file.Path;
import javax.sql.DataSource;

/** A PostgreSQL with a hosted project's roles: local's own, or another version that the build has unpacked. */
interface TestServer {

    int port();

    DataSource dataSource(LoginRole role);

    /** As the system property {@code deputy.postgres.binaries} says: a folder with the archive of the programs. */
    static TestServer start() {
        String binaries = System.getProperty("deputy.postgres.binaries");
        return binaries == null ? Local.start() : OtherPostgres.start(Path.of(binaries));
    }

    /** The version that local comes with. */
    record Local(EmbeddedPostgres server) implements TestServer {

        private static Local start() {
            return new Local(EmbeddedPostgres.start());
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public DataSource dataSource(LoginRole role) {
            return server.dataSource(role);
        }
    }
}
