package dev.deputy.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

/**
 * The folder whose {@code supabase/migrations} a Supabase inside this process applies: the one that is set, else what the
 * application has packed into its class path (copied to a folder of its own until this is closed), else the current one.
 */
final class ProjectFiles implements AutoCloseable {

    private final @Nullable Path folder;
    private final boolean copied;

    private ProjectFiles(@Nullable Path folder, boolean copied) {
        this.folder = folder;
        this.copied = copied;
    }

    static ProjectFiles find(@Nullable String set, ResourcePatternResolver resources) throws IOException {
        if (set != null) {
            return new ProjectFiles(Path.of(set), false);
        }
        Resource[] migrations = resources.getResources("classpath*:/supabase/migrations/*.sql");
        if (migrations.length > 0) {
            return copy(migrations, resources.getResource("classpath:/supabase/seed.sql"));
        }
        Path current = Path.of("");
        return new ProjectFiles(Files.isDirectory(current.resolve("supabase")) ? current : null, false);
    }

    private static ProjectFiles copy(Resource[] migrations, Resource seed) throws IOException {
        Path folder = Files.createTempDirectory("deputy-project-");
        Path supabase = Files.createDirectories(folder.resolve("supabase"));
        Path target = Files.createDirectories(supabase.resolve("migrations"));
        for (Resource migration : migrations) {
            copy(migration, target);
        }
        if (seed.exists()) {
            copy(seed, supabase);
        }
        return new ProjectFiles(folder, true);
    }

    private static void copy(Resource file, Path folder) throws IOException {
        try (InputStream content = file.getInputStream()) {
            Files.copy(content, folder.resolve(String.valueOf(file.getFilename())));
        }
    }

    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    @Override
    public void close() {
        if (copied) {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
