package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What an application has packed into its class path, and what it goes by. */
class ProjectFilesTest {

    @TempDir
    private Path packed;

    @Test
    void the_same_files_have_the_same_name_and_others_another() throws IOException {
        String name =
                nameOf(Map.of("migrations/1.sql", "create table a ();", "migrations/2.sql", "create table b ();"));

        assertThat(nameOf(Map.of("migrations/1.sql", "create table a ();", "migrations/2.sql", "create table b ();")))
                .isEqualTo(name);
        assertThat(nameOf(Map.of("migrations/1.sql", "create table a ();", "migrations/3.sql", "create table b ();")))
                .isNotEqualTo(name);
        assertThat(nameOf(Map.of("migrations/1.sql", "create table a ();c", "migrations/2.sql", "reate table b ();")))
                .isNotEqualTo(name);
        assertThat(nameOf(Map.of("migrations/1.sql", "create table a ();", "seed.sql", "create table b ();")))
                .isNotEqualTo(name);
    }

    private String nameOf(Map<String, String> files) throws IOException {
        Path folder = Files.createTempDirectory(packed, "class-path");
        for (var file : files.entrySet()) {
            Path path = folder.resolve("supabase").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        try (var classes = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
                ProjectFiles found = ProjectFiles.find(null, new PathMatchingResourcePatternResolver(classes))) {
            return found.name();
        }
    }
}
