package dev.deputy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomeTest {

    @TempDir
    private Path folder;

    @Test
    void a_jdk_that_is_too_old_or_unreadable_is_passed_over() throws IOException {
        Path old = jdk("1.8.0_402");
        Path good = jdk("17.0.12");
        assertThat(JavaHome.among(Stream.of(old, jdk("11.0.2"), jdk("?"), folder.resolve("nothing"), good)))
                .containsExactly(new JavaHome(17, good));
    }

    private Path jdk(String version) throws IOException {
        Path home = Files.createTempDirectory(folder, "jdk");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
