package dev.deputy.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapTest {

    @Test
    void a_folder_from_an_older_version_gets_what_it_lacks(@TempDir Path data) throws Exception {
        try (EmbeddedPostgres older = EmbeddedPostgres.start(DataFolder.open(data), 0)) {
            EmbeddedPostgresTest.run(
                    older,
                    LoginRole.SUPABASE_ADMIN,
                    "drop schema storage, realtime, graphql_public cascade; drop publication supabase_realtime;"
                            + " drop role supabase_storage_admin, supabase_realtime_admin");
        }
        Files.delete(data.resolve("bootstrap.txt"));
        for (int i = 0; i < 2; i++) {
            try (EmbeddedPostgres newer = EmbeddedPostgres.start(DataFolder.open(data), 0)) {
                assertThat(EmbeddedPostgresTest.ask(
                                newer, LoginRole.POSTGRES, "select (storage.foldername('a/b/c.png'))[2]"))
                        .isEqualTo("b");
            }
        }
    }
}
