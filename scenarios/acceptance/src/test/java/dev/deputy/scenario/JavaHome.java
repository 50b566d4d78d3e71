package dev.deputy.scenario;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A JDK on this machine. */
record JavaHome(int version, Path folder) {

    /** The one that runs the tests, and one for each other version from 17 on that lies beside it or in JAVA_25. */
    static Collection<JavaHome> all() {
        Path own = Path.of(System.getProperty("java.home"));
        Stream<Path> named = Optional.ofNullable(System.getenv("JAVA_25")).map(Path::of).stream();
        Collection<JavaHome> all =
                among(Stream.of(Stream.of(own), named, beside(own).stream()).flatMap(folders -> folders));
        System.out.println("The scenarios run on Java "
                + all.stream().map(JavaHome::version).toList());
        return all;
    }

    /** The first of each version. */
    static Collection<JavaHome> among(Stream<Path> folders) {
        TreeMap<Integer, JavaHome> byVersion = new TreeMap<>();
        folders.flatMap(folder -> at(folder).stream())
                .filter(java -> java.version >= 17)
                .forEach(java -> byVersion.putIfAbsent(java.version, java));
        return byVersion.values();
    }

    private static List<Path> beside(Path own) {
        try (Stream<Path> folders =
                Files.list(Objects.requireNonNull(own.toRealPath().getParent()))) {
            return folders.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Each JDK has a file that says which it is. */
    private static Optional<JavaHome> at(Path folder) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            return Optional.empty();
        }
        String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        try {
            return Optional.of(new JavaHome(Runtime.Version.parse(version).feature(), folder));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // before Java 9 a version was written 1.8.0_402
        }
    }

    String command() {
        return folder.resolve("bin/java").toString();
    }
}
