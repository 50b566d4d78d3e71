package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.Caller;
import dev.deputy.client.Recorder.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same calls with the real supabase-js and with this client: what arrives is the same, but for what is explained. */
class WireTest {

    private static final Path NODE = Path.of("target", "node");
    private static final Path DOCUMENT = Path.of("..", "docs", "client.md");
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> HEADERS = List.of(
            "accept",
            "accept-profile",
            "content-profile",
            "content-type",
            "prefer",
            "apikey",
            "authorization",
            "x-upsert",
            "cache-control",
            "x-metadata",
            "x-region",
            "x-supabase-api-version");

    @Test
    void requests_are_those_of_supabase_js(@TempDir Path folder) throws Exception {
        List<WireCalls.Call> calls = WireCalls.all();
        Map<String, String> differences = new LinkedHashMap<>();
        Set<String> reasons = new TreeSet<>();
        try (Recorder recorder = new Recorder()) {
            TestCallers callers = new TestCallers(recorder.url());
            SupabaseClient client = SupabaseClient.of(callers.config());
            Caller caller = callers.caller(UUID.fromString("22222222-2222-4222-8222-222222222222"));
            WireCalls.Clients clients =
                    new WireCalls.Clients(client, client.as(caller), client.bypassingRowLevelSecurity(), caller);
            List<JsonNode> theirs = supabaseJs(folder, calls, caller);
            for (int i = 0; i < calls.size(); i++) {
                WireCalls.Call call = calls.get(i);
                String expected = describe(theirs.get(i));
                String actual = describe(ours(recorder, call, clients));
                if (call.reason() != null) {
                    reasons.add(call.reason());
                    assertThat(actual)
                            .as("differs, as is explained: " + call.code())
                            .isNotEqualTo(expected);
                    assertThat(actual).as(call.code()).contains(String.valueOf(call.part()));
                } else if (!expected.equals(actual)) {
                    differences.put(call.code(), expected + "\n--- ours ---\n" + actual);
                }
            }
        }
        assertThat(differences.entrySet().stream().map(entry -> entry.getKey() + "\n" + entry.getValue()))
                .as("differences without an explanation")
                .isEmpty();
        assertThat(calls.stream().filter(call -> call.reason() == null).count()).isGreaterThanOrEqualTo(150);
        String document = Files.readString(DOCUMENT).replaceAll("\\s+", " ");
        assertThat(reasons).allSatisfy(reason -> assertThat(document).contains(reason));
    }

    private static List<JsonNode> supabaseJs(Path folder, List<WireCalls.Call> calls, Caller caller) throws Exception {
        Path file = folder.resolve("calls.json");
        Path output = folder.resolve("recorded.jsonl");
        Files.writeString(
                file,
                JSON.writeValueAsString(calls.stream().map(WireCalls.Call::code).toList()));
        Process node = new ProcessBuilder("node", "wire.mjs", file.toString(), caller.accessToken())
                .directory(NODE.toFile())
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try {
            assertThat(node.waitFor(2, TimeUnit.MINUTES)).as("node ends").isTrue();
        } finally {
            node.destroyForcibly();
        }
        List<JsonNode> recorded =
                Files.readAllLines(output).stream().map(JSON::readTree).toList();
        assertThat(recorded).as(Files.readString(folder.resolve("errors"))).hasSameSizeAs(calls);
        return recorded;
    }

    private static JsonNode ours(Recorder recorder, WireCalls.Call call, WireCalls.Clients clients) {
        int before = recorder.requests.size();
        try {
            call.java().accept(clients);
        } catch (RuntimeException e) {
            // What it makes of the answer is not of interest here.
        }
        assertThat(recorder.requests).as(call.code()).hasSize(before + 1);
        Recorded recorded = recorder.last();
        return JSON.valueToTree(recorded);
    }

    private static String describe(JsonNode recorded) {
        List<String> lines = new ArrayList<>();
        lines.add(recorded.path("method").asString("nothing was sent") + " "
                + inOrder(recorded.path("target").asString("")));
        for (String header : HEADERS) {
            String value = recorded.path("headers").path(header).asString("");
            // The one difference that holds for all requests: a key of these kinds is no token.
            if (!value.isEmpty() && !value.startsWith("Bearer sb_")) {
                lines.add(header + ": " + (header.equals("prefer") ? sorted(value) : value));
            }
        }
        lines.add(body(recorded.path("body").asString("")));
        return String.join("\n", lines);
    }

    /** The order of parameters means nothing, but for those of one name. */
    private static String inOrder(String target) {
        int query = target.indexOf('?');
        return query < 0
                ? target
                : target.substring(0, query + 1)
                        + Arrays.stream(target.substring(query + 1).split("&"))
                                .sorted(Comparator.comparing(parameter -> parameter.replaceFirst("=.*", "")))
                                .collect(Collectors.joining("&"));
    }

    private static String sorted(String preferences) {
        return Arrays.stream(preferences.split(",")).map(String::strip).sorted().collect(Collectors.joining(", "));
    }

    private static String body(String body) {
        try {
            Object value = JSON.readValue(body, Object.class);
            return JSON.writeValueAsString(membersInOrder(value));
        } catch (JacksonException e) {
            return body;
        }
    }

    private static @Nullable Object membersInOrder(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), membersInOrder(member)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(WireTest::membersInOrder).toList()
                : value;
    }
}
