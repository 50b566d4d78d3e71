package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each program in docs/questions is cut out of a file that is compiled or run: the lines between "snippet NAME" and "end",
 * in comments. After a change, {@code mvn -pl docs/snippets test -Dtest=PagesTest -Ddocs.write=true} copies them.
 */
class PagesTest {

    private static final Path PAGES = Path.of("..", "questions");
    private static final Path SOURCES = Path.of("src", "test");

    /** {@code <!-- java/dev/deputy/docs/TokensTest.java: both -->} and the block below it. */
    private static final Pattern PROGRAM =
            Pattern.compile("<!-- (\\S+): (\\S+) -->\\n```(\\w+)\\n(.*?)```\\n", Pattern.DOTALL);

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void its_programs_are_those_that_run(Path page) throws IOException {
        String text = Files.readString(page);
        String wanted = PROGRAM.matcher(text)
                .replaceAll(program -> Matcher.quoteReplacement("<!-- " + program.group(1)
                        + ": " + program.group(2) + " -->\n```" + program.group(3) + "\n"
                        + snippet(program.group(1), program.group(2)) + "```\n"));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, wanted);
        } else {
            assertThat(text).isEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void it_shows_one_and_none_that_does_not_run(Path page) throws IOException {
        String text = Files.readString(page);
        assertThat(PROGRAM.matcher(text).results().count())
                .isPositive()
                .isEqualTo(text.lines()
                        .filter(line -> line.matches("```(java|sql|properties|xml|yaml)"))
                        .count());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void it_is_in_the_list_with_its_title(Path page) throws IOException {
        String title = Files.readAllLines(page).get(0).replaceFirst("^# ", "");
        assertThat(Files.readString(PAGES.resolve("README.md")))
                .contains("[" + title + "](" + page.getFileName() + ")");
    }

    @Test
    void there_is_one_for_each_of_thirty_questions() throws IOException {
        assertThat(pages().map(page -> page.getFileName().toString().substring(0, 2)))
                .hasSize(30)
                .startsWith("01")
                .endsWith("30")
                .doesNotHaveDuplicates();
    }

    private static String snippet(String file, String name) {
        try {
            Matcher found = Pattern.compile("(?m)^ *(//|--|#) snippet " + name + "\\n(?<lines>(?s:.*?))^ *\\1 end$")
                    .matcher(Files.readString(SOURCES.resolve(file)));
            assertThat(found.find()).as("%s: snippet %s", file, name).isTrue();
            return found.group("lines").stripTrailing().stripIndent() + "\n";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
