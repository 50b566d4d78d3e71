package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts of somebody who never started Deputy before: PostgreSQL is unpacked and the first database made. */
class FirstStartTest {

    private static final String[] START = {"start", "--port", "0", "--db-port", "0", "--ephemeral"};

    @TempDir
    private Path folder;

    @BeforeEach
    void root_s_postgres_may_come_in() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void two_at_once_do_not_get_in_each_others_way() throws Exception {
        Map<String, String> emptyCache =
                Map.of("DEPUTY_CACHE", folder.resolve("cache").toString());
        try (DeputyProcess one = DeputyProcess.run(folder, List.of(), emptyCache, START);
                DeputyProcess other = DeputyProcess.run(folder, List.of(), emptyCache, START)) {
            one.awaitStarted().signIns().signUp("ada@example.com", "correct horse battery staple", Map.of());
            other.awaitStarted().signIns().signUp("ada@example.com", "correct horse battery staple", Map.of());
            one.terminate();
            other.terminate();
        }
        try (Stream<Path> entries = Files.list(folder.resolve("cache"))) {
            assertThat(entries.filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString().replaceFirst("-.*", "")))
                    .containsExactlyInAnyOrder("postgres", "template");
        }
    }

    @Test
    void one_that_is_killed_half_way_leaves_nothing_half_made() throws Exception {
        Path cache = folder.resolve("cache");
        Map<String, String> emptyCache = Map.of("DEPUTY_CACHE", cache.toString());
        try (DeputyProcess killed = DeputyProcess.run(folder, List.of(), emptyCache, START)) {
            while (!hasUnfinished(cache)) {
                Thread.onSpinWait();
            }
            killed.kill();
        }
        try (DeputyProcess next = DeputyProcess.run(folder, List.of(), emptyCache, START)) {
            next.awaitStarted().signIns().signUp("ada@example.com", "correct horse battery staple", Map.of());
            next.terminate();
        }
        assertThat(hasUnfinished(cache)).isFalse();
    }

    @Test
    void an_ordinary_user_needs_nothing_of_root() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        List<String> prefix = List.of();
        String classPath = System.getProperty("java.class.path");
        if (isRoot()) {
            prefix = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
            Files.setAttribute(home, "unix:uid", 65534);
            // Root's own Maven repository is closed to others.
            classPath = copy(System.getProperty("surefire.test.class.path", classPath), folder.resolve("classes"));
        }
        Map<String, String> environment = Map.of(
                "HOME", home.toString(),
                "DEPUTY_CACHE", home.resolve("cache").toString(),
                "CLASSPATH", classPath);
        try (DeputyProcess deputy = DeputyProcess.run(home, prefix, environment, START)) {
            deputy.awaitStarted().signIns().signUp("ada@example.com", "correct horse battery staple", Map.of());
            deputy.terminate();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("cache"))))
                .isEqualTo("rwx------");
    }

    @Test
    void where_root_cannot_become_somebody_else_it_says_so_and_others_need_not() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Files.copy(Path.of("/bin/cp"), programs.resolve("cp"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Path.of("/bin/rm"), programs.resolve("rm"), StandardCopyOption.COPY_ATTRIBUTES);
        LocalSupabase.start().close(); // so that the usual cache is filled, and the other not
        for (String cache : List.of("", folder.resolve("cache").toString())) {
            Map<String, String> environment = Map.of("PATH", programs.toString(), "DEPUTY_CACHE", cache);
            try (DeputyProcess deputy = DeputyProcess.run(folder, List.of(), environment, START)) {
                if (isRoot()) {
                    assertThat(deputy.exitStatus()).isEqualTo(1);
                    assertThat(deputy.errors())
                            .contains("setpriv", "start Deputy as an ordinary user")
                            .hasLineCount(1);
                } else {
                    deputy.awaitStarted().terminate();
                }
            }
        }
    }

    private boolean isRoot() throws IOException {
        return (Integer) Files.getAttribute(folder, "unix:uid") == 0;
    }

    private static boolean hasUnfinished(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.anyMatch(entry -> entry.toString().endsWith(".unfinished"));
        }
    }

    private static String copy(String classPath, Path target) throws IOException {
        Files.createDirectory(target);
        int number = 0;
        List<String> copies = new java.util.ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            Path copy = target.resolve(number++ + "-" + source.getFileName());
            if (!Files.exists(source)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.collect(Collectors.toList())) {
                    Path to = file.equals(source) ? copy : copy.resolve(source.relativize(file));
                    Files.copy(file, to);
                }
            }
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }
}
