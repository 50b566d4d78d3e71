package dev.deputy.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        MessageDigest digest = sha256();
        for (Resource migration : migrations) {
            copy(migration, target, digest);
        }
        if (seed.exists()) {
            copy(seed, supabase, digest);
        }
        return new ProjectFiles(folder, true, "class path " + HexFormat.of().formatHex(digest.digest()));
    }

    /** Each file goes into the digest with its place and its length, so that no two sets of files look alike. */
    private static void copy(Resource file, Path folder, MessageDigest digest) throws IOException {
        byte[] content = file.getContentAsByteArray();
        String head = folder.getFileName() + "/" + file.getFilename() + "\0" + content.length + "\0";
        digest.update(head.getBytes(UTF_8));
        digest.update(content);
        Files.write(folder.resolve(String.valueOf(file.getFilename())), content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
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
