package dev.deputy.client;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** PostgREST itself. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64") // the one platform that npm has PostgREST for
class RealPostgrestDataTest extends DataTest {

    private @Nullable RealPostgrest postgrest;

    @Override
    Transport transport(Project project) throws Exception {
        postgrest = new RealPostgrest(project);
        return postgrest.transport();
    }

    @AfterAll
    void stopPostgrest() {
        if (postgrest != null) {
            postgrest.close();
        }
    }
}
