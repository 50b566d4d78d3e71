package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanWrapperImpl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each {@code supabase.…=} on a page is a setting: Spring passes over a misspelled one in silence. */
class SettingNamesTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern SETTING = Pattern.compile("(?<![\\w.-])supabase\\.[\\w.-]+(?= *=(?!=))");
    private static final String POOL = "supabase.postgres.pool.";

    static Stream<Path> pages() throws IOException {
        TreeSet<Path> pages = new TreeSet<>();
        for (String folder : new String[] {"docs", "examples", "scenarios"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder), 5)) {
                files.filter(file -> file.toString().matches(".*\\.(md|properties)"))
                        .filter(file -> !file.toString().matches(".*/(target|node_modules)/.*"))
                        .forEach(pages::add);
            }
        }
        pages.add(ROOT.resolve("README.md"));
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void its_settings_exist(Path page) throws IOException {
        Map<String, String> known = known();
        assertThat(SETTING.matcher(Files.readString(page)).results().map(MatchResult::group))
                .allMatch(name -> known.containsKey(name) || isOfAMap(name, known) || isOfThePool(name));
    }

    @Test
    void a_misspelled_one_does_not() throws IOException {
        Map<String, String> known = known();
        assertThat(known).containsKey("supabase.verification").doesNotContainKey("supabase.verificaton");
        assertThat(isOfThePool(POOL + "maximum-pool-size")).isTrue();
        assertThat(isOfThePool(POOL + "maximum-pol-size")).isFalse();
        assertThat(isOfAMap("supabase.webhooks.send-email.secret", known)).isTrue();
        assertThat(isOfAMap("supabase.webhook.send-email.secret", known)).isFalse();
    }

    private static boolean isOfAMap(String name, Map<String, String> known) {
        return known.entrySet().stream()
                .anyMatch(setting -> setting.getValue().startsWith(Map.class.getName() + "<")
                        && name.startsWith(setting.getKey() + "."));
    }

    private static boolean isOfThePool(String name) {
        if (!name.startsWith(POOL)) {
            return false;
        }
        String property = Pattern.compile("-([a-z])")
                .matcher(name.substring(POOL.length()))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        return new BeanWrapperImpl(HikariDataSource.class).isWritableProperty(property);
    }

    /** By name, the type: from the metadata that the build writes for the starter's users. */
    private static Map<String, String> known() throws IOException {
        Map<String, String> known = new HashMap<>();
        for (URL metadata : Collections.list(
                SettingNamesTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = metadata.openStream()) {
                for (JsonNode setting : new JsonMapper().readTree(json).path("properties")) {
                    known.put(
                            setting.path("name").asString(),
                            setting.path("type").asString(""));
                }
            }
        }
        return known;
    }
}
