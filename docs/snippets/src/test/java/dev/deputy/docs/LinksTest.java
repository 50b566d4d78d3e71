package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links from page to page lead to a file, and to a heading in it where they name one. */
class LinksTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().matches(".*/(target|node_modules|\\.\\w+)/.*"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void its_links_lead_somewhere(Path page) throws IOException {
        List<MatchResult> links = LINK.matcher(prose(page)).results().toList();
        assertThat(links).allSatisfy(link -> {
            Path to = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(to).exists();
            if (link.group(2) != null) {
                assertThat(anchors(to)).contains(link.group(2));
            }
        });
    }

    /** As GitHub makes them of headings: letters, digits, hyphens, and a hyphen for each space. */
    private static List<String> anchors(Path page) {
        return HEADING.matcher(prose(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** Without programs, in which the same characters mean something else. */
    private static String prose(Path page) {
        try {
            return Files.readString(page).replaceAll("(?ms)^```.*?^```$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
