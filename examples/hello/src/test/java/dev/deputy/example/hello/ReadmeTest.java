package dev.deputy.example.hello;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void the_program_in_the_readme_is_this_one() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String file = "src/main/java/dev/deputy/example/hello/Hello.java";
        String source = Files.readString(Path.of(file));
        int marker = readme.indexOf("<!-- examples/hello/" + file + " -->");
        assertThat(marker).as("the comment that names the file").isNotNegative();
        int from = readme.indexOf("```java\n", marker) + "```java\n".length();
        String snippet = readme.substring(from, readme.indexOf("```", from));

        assertThat(source.substring(source.indexOf("@SpringBootApplication"))).isEqualTo(snippet);
    }
}
