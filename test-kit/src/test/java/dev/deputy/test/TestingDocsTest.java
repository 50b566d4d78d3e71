package dev.deputy.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.TokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/testing.md shows is cut from files that compile and run. */
class TestingDocsTest {

    private static final Pattern SNIPPET = Pattern.compile("<!-- (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void its_snippets_are_in_the_files_that_they_name() throws IOException {
        String page = Files.readString(Path.of("../docs/testing.md"));
        List<MatchResult> snippets = SNIPPET.matcher(page).results().toList();

        assertThat(snippets)
                .hasSize((int) page.lines().filter("```java"::equals).count());
        for (MatchResult snippet : snippets) {
            String file = Files.readString(Path.of("..").resolve(snippet.group(1)));
            assertThat(withoutIndentation(file)).contains(withoutIndentation(snippet.group(2)));
        }
    }

    private static String withoutIndentation(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    @Test
    void tokens_need_no_server() {
        TestIssuer issuer = TestIssuer.create();
        TokenVerifier verifier = issuer.verifier();

        Caller ada = verifier.verify(issuer.token().email("ada@example.com").compact());
        String refused = issuer.token().expired().compact();

        assertThat(ada.email()).hasValue("ada@example.com");
        assertThatThrownBy(() -> verifier.verify(refused)).isInstanceOf(InvalidTokenException.class);
    }
}
