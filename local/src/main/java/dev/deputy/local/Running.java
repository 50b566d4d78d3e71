package dev.deputy.local;

import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.postgres.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How a later {@code status} learns what a {@code start} knows: a file per port, in a folder that only this user can
 * read. It names the process that wrote it, and counts for as long as that one lives.
 */
final class Running implements AutoCloseable {

    private final Path file;

    private Running(Path file) {
        this.file = file;
    }

    /** Notes that this process serves the port. */
    static Running note(int port, Facts facts) {
        Path file = file(port);
        try {
            PrivateFiles.write(file, mark(ProcessHandle.current()) + "\n" + facts.forShell());
        } catch (IOException e) {
            throw new CannotStartException("The file " + file + " cannot be written: " + e + ".", e);
        }
        return new Running(file);
    }

    /** What the process that serves the port noted, as lines for a shell; empty when there is no such process. */
    static Optional<Facts> on(int port) {
        Path file = file(port);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String note = Files.readString(file);
            String mark = note.lines().findFirst().orElse("");
            return ProcessHandle.of(Long.parseLong(mark.split(" ", 2)[0]))
                    .filter(process -> mark(process).equals(mark))
                    .map(process -> Facts.parse(note.substring(mark.length() + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }

    /** Process numbers come round again, their starting times do not. */
    private static String mark(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static Path file(int port) {
        return UserFolder.folder("running").resolve(port + ".env");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + file, e);
        }
    }
}
