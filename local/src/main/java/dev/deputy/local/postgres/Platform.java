package dev.deputy.local.postgres;

import java.util.Locale;

/** The machine at hand, as far as PostgreSQL's binaries are concerned. */
final class Platform {

    static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private Platform() {}

    /** The name of the archive with this platform's binaries, as the binary artifacts have it on the class path. */
    static String archiveName() {
        String system = WINDOWS ? "windows" : isMac() ? "darwin" : "linux";
        String architecture =
                switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "x86_64";
                };
        return "postgres-" + system + "-" + architecture + ".txz";
    }

    static String description() {
        return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    }

    static boolean isMac() {
        return System.getProperty("os.name").startsWith("Mac");
    }
}
