package dev.deputy.local.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this user's own where finished work is kept between runs. An entry is complete or absent: it is built
 * under another name and renamed, while a file lock keeps other processes from building the same.
 */
final class Cache {

    /** Builds an entry's content into the folder that it is given. */
    interface Recipe {
        void buildInto(Path folder) throws IOException;
    }

    // File locks belong to the whole JVM, so threads need a lock of their own.
    private static final Object ONE_THREAD = new Object();

    private final Path folder;

    private Cache(Path folder) {
        this.folder = folder;
    }

    /** The cache of the user who runs this; the environment variable DEPUTY_CACHE moves it. */
    static Cache ofUser() {
        Path folder = location(System.getProperty("deputy.cache", System.getenv("DEPUTY_CACHE")))
                .toAbsolutePath();
        try {
            // Root's server runs under another account, which must reach the binaries; they are no secret.
            Files.createDirectories(
                    folder, PrivateFiles.permissions(ServerAccount.current().isOwnUser() ? "rwx------" : "rwxr-xr-x"));
            refuseFoldersOfOthers(folder);
        } catch (IOException e) {
            throw new CannotStartException(
                    "The cache folder " + folder + " cannot be made (" + e.getMessage()
                            + "): set DEPUTY_CACHE to a folder of your own.",
                    e);
        }
        return new Cache(folder);
    }

    private static Path location(@Nullable String chosen) {
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        if (!ServerAccount.current().isOwnUser()) {
            return Path.of("/var/cache/deputy");
        }
        String home = System.getProperty("user.home");
        if (Platform.isMac()) {
            return Path.of(home, "Library", "Caches", "deputy");
        }
        String base = System.getenv(Platform.WINDOWS ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        return base == null || base.isBlank() ? Path.of(home, ".cache", "deputy") : Path.of(base, "deputy");
    }

    /** What lies here is executed: nobody else may have been able to put it here. */
    private static void refuseFoldersOfOthers(Path folder) throws IOException {
        if (Platform.WINDOWS) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        boolean writableByOthers = permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE);
        boolean mine = Files.getAttribute(folder, "unix:uid").equals(ServerAccount.currentUserId());
        if (writableByOthers || !mine) {
            throw new CannotStartException("The cache folder " + folder
                    + " belongs to somebody else or can be written by others, and programs are run from it: set"
                    + " DEPUTY_CACHE to a folder of your own, or run chmod go-w on this one.");
        }
    }

    /** The finished entry of that name, built first if this is the first time. */
    Path entry(String name, Recipe recipe) {
        Path entry = folder.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        synchronized (ONE_THREAD) {
            try (FileChannel channel = FileChannel.open(folder.resolve(name + ".lock"), CREATE, WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(entry)) {
                    Path unfinished = folder.resolve(name + ".unfinished");
                    PrivateFiles.deleteTree(unfinished);
                    Files.createDirectory(unfinished);
                    recipe.buildInto(unfinished);
                    Files.move(unfinished, entry, ATOMIC_MOVE);
                }
                return entry;
            } catch (IOException e) {
                throw new UncheckedIOException("could not fill the cache folder " + entry, e);
            }
        }
    }
}
