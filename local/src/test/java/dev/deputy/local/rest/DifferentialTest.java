package dev.deputy.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.core.JacksonException;

/**
 * Asks the real PostgREST and ours the same, of the same database. Where they answer differently, the difference is
 * explained in docs/postgrest-differences.md, request by request; and what is explained there does differ.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64") // the one platform that npm has PostgREST for
class DifferentialTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "postgrest-differences.md");

    private static final List<String> FILES = List.of(
            "aggregates.txt",
            "embeds.txt",
            "filters.txt",
            "functions.txt",
            "headers.txt",
            "identity.txt",
            "logic.txt",
            "more.txt",
            "order-and-range.txt",
            "select.txt",
            "upserts.txt",
            "writes.txt");

    private static final List<String> HEADERS = List.of(
            "Content-Range",
            "Content-Location",
            "Content-Type",
            "Content-Profile",
            "Preference-Applied",
            "Location",
            "WWW-Authenticate",
            "Allow",
            "X-Tea",
            "X-Powered-By");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void ours_answers_as_postgrest_does_but_for_what_is_explained() throws Exception {
        Map<String, String> differences = new java.util.LinkedHashMap<>();
        int asked = 0;
        try (RestServerRunning ours = new RestServerRunning(RestServerRunning.SETTINGS);
                RealPostgrest theirs = new RealPostgrest(ours)) {
            Map<String, String> tokens = ours.tokens();
            for (String file : FILES) {
                for (Asked request : Asked.in(file)) {
                    asked++;
                    String expected = answer(request, theirs.url, tokens);
                    String actual = answer(request, ours.url, tokens);
                    if (!expected.equals(actual)) {
                        differences.put(request.toString(), expected + "\n--- ours ---\n" + actual);
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(1250);
        Set<String> explained = explained();
        assertThat(differences.entrySet().stream()
                        .filter(entry -> !explained.contains(entry.getKey()))
                        .map(entry -> entry.getKey() + "\n" + entry.getValue()))
                .as("differences without an explanation")
                .isEmpty();
        Set<String> stale = new TreeSet<>(explained);
        stale.removeAll(differences.keySet());
        assertThat(stale).as("explained, but without a difference").isEmpty();
    }

    private String answer(Asked request, URI server, Map<String, String> tokens)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(request.to(server, tokens));
        List<String> lines = new ArrayList<>();
        lines.add(Integer.toString(response.statusCode()));
        for (String header : HEADERS) {
            response.headers().firstValue(header).ifPresent(value -> lines.add(header + ": " + value));
        }
        lines.add(sorted(response.body()));
        return String.join("\n", lines);
    }

    /** Once more where a connection that had idled was closed at that moment: every transaction is rolled back. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** JSON without its blanks, the members of objects in alphabetical order; anything else as it is. */
    private static String sorted(String body) {
        try {
            Object value = tools.jackson.databind.json.JsonMapper.shared().readValue(body, Object.class);
            return tools.jackson.databind.json.JsonMapper.builder()
                    .enable(tools.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build()
                    .writeValueAsString(value);
        } catch (JacksonException e) {
            return body;
        }
    }

    /** The requests that the document lists, each as an item of a list, in code. */
    private static Set<String> explained() throws IOException {
        Pattern item = Pattern.compile("- `(.*)`");
        return Files.readAllLines(DOCUMENT).stream()
                .map(item::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
