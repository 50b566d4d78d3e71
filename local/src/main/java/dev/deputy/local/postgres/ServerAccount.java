package dev.deputy.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The account that the server runs under. PostgreSQL refuses to run as root, so for root it is another one: the owner of
 * the data, or nobody.
 */
final class ServerAccount {

    // The overflow user of Linux, which every distribution calls nobody.
    private static final int NOBODY = 65534;
    private static final int ROOT = 0;
    private static final int CURRENT = userIdOfThisProcess();

    private final boolean ownUser;
    private final int userId;
    private final int groupId;

    private ServerAccount(boolean ownUser, int userId, int groupId) {
        this.ownUser = ownUser;
        this.userId = userId;
        this.groupId = groupId;
    }

    /** The account for a new cluster. */
    static ServerAccount current() {
        return CURRENT == ROOT ? new ServerAccount(false, NOBODY, NOBODY) : new ServerAccount(true, CURRENT, CURRENT);
    }

    /** The account for an existing cluster: root runs the server of an ordinary user's data as that user. */
    static ServerAccount owning(Path cluster) throws IOException {
        if (CURRENT != ROOT) {
            return current();
        }
        return new ServerAccount(false, (Integer) Files.getAttribute(cluster, "unix:uid"), (Integer)
                Files.getAttribute(cluster, "unix:gid"));
    }

    static int currentUserId() {
        return CURRENT;
    }

    /** Whether the server runs as the user who runs this JVM. */
    boolean isOwnUser() {
        return ownUser;
    }

    /** What to put before a command so that it runs under this account. */
    List<String> commandPrefix() {
        return ownUser
                ? List.of()
                : List.of("setpriv", "--reuid=" + userId, "--regid=" + groupId, "--clear-groups", "--");
    }

    /**
     * How a program under this account is to call the folder that it was started in. Another account may not be allowed
     * into the folders above (think of /root), so it goes by the kernel's name for where it stands.
     */
    String nameOfWorkingFolder(Path folder) {
        return ownUser ? folder.toString() : "/proc/self/cwd";
    }

    /** Lets this account reach what is in the folder, if it is told the name. */
    void letThrough(Path folder) throws IOException {
        if (!ownUser) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    /** Hands a file or folder over to this account. */
    void own(Path path) throws IOException {
        if (!ownUser) {
            Files.setAttribute(path, "unix:gid", groupId, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", userId, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static int userIdOfThisProcess() {
        if (Platform.WINDOWS) {
            return -1;
        }
        try {
            // The JDK has no call for it; a file that we make belongs to us.
            Path probe = Files.createTempFile("deputy", null);
            try {
                return (Integer) Files.getAttribute(probe, "unix:uid");
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new CannotStartException(
                    "The folder for temporary files, " + System.getProperty("java.io.tmpdir") + ", cannot be written ("
                            + e.getMessage() + "): make it writable, or set -Djava.io.tmpdir.",
                    e);
        }
    }
}
