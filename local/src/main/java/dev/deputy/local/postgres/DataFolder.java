package dev.deputy.local.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where one local Supabase keeps its database, passwords and keys: a folder that only its owner can read, and that only
 * one process at a time can have open. The lock goes with the process, however that ends.
 */
public final class DataFolder implements AutoCloseable {

    private static final String LOCK = "deputy.lock";
    private static final String GITIGNORE = ".gitignore";

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;

    private DataFolder(Path path, boolean temporary, FileChannel lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    /**
     * Opens a folder whose content stays; makes it if it is not there.
     *
     * @throws CannotStartException when another process has it open, when it holds something else, or cannot be written
     */
    public static DataFolder open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            PrivateFiles.createFolders(absolute);
            refuseForeignContent(absolute);
            DataFolder folder = new DataFolder(absolute, false, lock(absolute));
            if (!Files.exists(absolute.resolve(GITIGNORE))) {
                // It may lie within a project, and its keys must not end up in a commit.
                folder.write(GITIGNORE, "*\n");
            }
            return folder;
        } catch (IOException e) {
            throw new CannotStartException(
                    "The data folder " + absolute + " cannot be used (" + e
                            + "): choose one that you may write to, and start as the user who made it.",
                    e);
        }
    }

    /** Makes a folder that is deleted when it is closed. */
    public static DataFolder temporary() {
        try {
            Path path = Files.createTempDirectory("deputy-");
            return new DataFolder(path, true, lock(path));
        } catch (IOException e) {
            throw new CannotStartException(
                    "No folder can be made under " + System.getProperty("java.io.tmpdir") + " (" + e
                            + "): make it writable, or set -Djava.io.tmpdir.",
                    e);
        }
    }

    private static void refuseForeignContent(Path path) throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            if (!Files.exists(path.resolve(LOCK)) && content.findAny().isPresent()) {
                throw new CannotStartException("The folder " + path
                        + " holds files that are not Deputy's: choose an empty folder, or a new one, for the data.");
            }
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        FileChannel channel = Files.exists(file)
                ? FileChannel.open(file, READ, WRITE)
                : FileChannel.open(file, Set.of(CREATE, READ, WRITE), PrivateFiles.permissions("rw-------"));
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this very process has it: in use all the same.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new CannotStartException("The data folder " + path
                + " is in use by another running Deputy: stop that one, or choose another folder.");
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /** Whether the folder goes away when it is closed; what is in it need not survive a crash then. */
    public boolean isTemporary() {
        return temporary;
    }

    /** The content of a file that was written with {@link #write}, if it was. */
    public Optional<String> read(String name) {
        Path file = path.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new CannotStartException(
                    "The file " + file + " cannot be read (" + e + "): start as the user who made the data folder.", e);
        }
    }

    /** Writes a file that only its owner can read; after a crash it has the old content or the new, nothing between. */
    public void write(String name, String content) {
        try {
            PrivateFiles.write(path.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + path.resolve(name), e);
        }
    }

    @Override
    public void close() {
        try {
            if (temporary) {
                PrivateFiles.deleteTree(path);
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close the data folder " + path, e);
        }
    }
}
