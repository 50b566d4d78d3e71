package dev.deputy.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
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
    private final String name;

    private ProjectFiles(@Nullable Path folder, boolean copied, String name) {
        this.folder = folder;
        this.copied = copied;
        this.name = name;
    }

    static ProjectFiles find(@Nullable String set, ResourcePatternResolver resources) throws IOException {
        if (set != null) {
            return of(Path.of(set));
        }
        Resource[] migrations = resources.getResources("classpath*:/supabase/migrations/*.sql");
        if (migrations.length > 0) {
            return copy(migrations, resources.getResource("classpath:/supabase/seed.sql"));
        }
        Path current = Path.of("");
        return Files.isDirectory(current.resolve("supabase")) ? of(current) : new ProjectFiles(null, false, "");
    }

    private static ProjectFiles of(Path folder) {
        return new ProjectFiles(
                folder, false, folder.toAbsolutePath().normalize().toString());
    }

    private static ProjectFiles copy(Resource[] migrations, Resource seed) throws IOException {
        Path folder = Files.createTempDirectory("deputy-project-");
        Path supabase = Files.createDirectories(folder.resolve("supabase"));
        Path target = Files.createDirectories(supabase.resolve("migrations"));
        CRC32 content = new CRC32();
        for (Resource migration : migrations) {
            copy(migration, target, content);
        }
        if (seed.exists()) {
            copy(seed, supabase, content);
        }
        return new ProjectFiles(folder, true, "class path " + Long.toHexString(content.getValue()));
    }

    private static void copy(Resource file, Path folder, CRC32 checksum) throws IOException {
        byte[] content = file.getContentAsByteArray();
        checksum.update(content);
        Files.write(folder.resolve(String.valueOf(file.getFilename())), content);
    }

    /** The same for the same files, and for no others. */
    String name() {
        return name;
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
