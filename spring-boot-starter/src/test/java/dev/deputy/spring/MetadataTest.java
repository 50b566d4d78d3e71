package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE knows of {@code supabase.*}: made by Spring's annotation processor when this module is built. */
class MetadataTest {

    private static List<JsonNode> settings() throws IOException {
        List<URL> files = Collections.list(
                MetadataTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"));
        return files.stream()
                .flatMap(file -> read(file).get("properties").valueStream())
                .filter(setting -> setting.get("name").asString().startsWith("supabase."))
                .toList();
    }

    private static JsonNode read(URL file) {
        try (InputStream content = file.openStream()) {
            return new JsonMapper().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_setting_is_described() throws IOException {
        assertThat(settings())
                .extracting(setting -> setting.get("name").asString())
                .contains(
                        "supabase.url",
                        "supabase.authorities.roles",
                        "supabase.cookies.enabled",
                        "supabase.resource-metadata.enabled",
                        "supabase.webhooks",
                        "supabase.postgres.pool.maximum-pool-size",
                        "supabase.local.enabled");
        assertThat(settings()).allSatisfy(setting -> {
            assertThat(setting.path("type").asString("")).as(setting.toString()).isNotBlank();
            assertThat(setting.path("description").asString(""))
                    .as(setting.toString())
                    .hasSizeGreaterThan(25);
        });
    }

    @Test
    void every_setting_is_in_the_documentation() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));

        assertThat(settings())
                .extracting(setting -> setting.get("name").asString())
                .allSatisfy(name -> assertThat(written(name)).as(name).anyMatch(page::contains));
    }

    /** A setting stands there by its name, or with others of its group: {@code supabase.local.*}. */
    private static Stream<String> written(String name) {
        return Stream.of(
                "`" + name + "`", "`" + name.substring(0, name.lastIndexOf('.')) + ".*`", "`" + name + ".<name>");
    }
}
