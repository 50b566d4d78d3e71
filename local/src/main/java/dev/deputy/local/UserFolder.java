package dev.deputy.local;

import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.postgres.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;

/** The folder of this user for what programs keep; the environment variable DEPUTY_HOME moves it. */
final class UserFolder {

    private UserFolder() {}

    /** A folder below it, which nobody else can read. */
    static Path folder(String name) {
        Path folder = base().toAbsolutePath().resolve(name);
        try {
            PrivateFiles.createFolders(folder);
            return folder;
        } catch (IOException e) {
            throw new CannotStartException(
                    "The folder " + folder + " cannot be made (" + e
                            + "): make that possible, or set DEPUTY_HOME to a folder of your own.",
                    e);
        }
    }

    private static Path base() {
        String chosen = System.getenv("DEPUTY_HOME");
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        String system = System.getProperty("os.name");
        String home = System.getProperty("user.home");
        if (system.startsWith("Mac")) {
            return Path.of(home, "Library", "Application Support", "deputy");
        }
        String base = System.getenv(system.startsWith("Windows") ? "LOCALAPPDATA" : "XDG_DATA_HOME");
        return base == null || base.isBlank() ? Path.of(home, ".local", "share", "deputy") : Path.of(base, "deputy");
    }
}
