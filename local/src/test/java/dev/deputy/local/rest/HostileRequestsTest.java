package dev.deputy.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever a request says, it is the request that is wrong: no answer is a 500, and no text of it becomes SQL. */
class HostileRequestsTest {

    private static final int REQUESTS = 10_000;

    /** After so many, the caches of statements are as full as they get: ten connections, each with its own. */
    private static final int WARM_UP = 4_000;

    private static final int MEGABYTES = 8;

    private static final List<String> PIECES = List.of(
            "id",
            "title",
            "writers",
            "books!writer_id",
            "reviews",
            "nope",
            "*",
            "eq",
            "in",
            "is",
            "not",
            "null",
            "and",
            "or",
            "like",
            "cs",
            "fts",
            "match",
            "select",
            "order",
            "limit",
            "offset",
            "columns",
            "on_conflict",
            "1",
            "-1",
            "999999999999999999",
            "0x",
            "1e400",
            ".",
            ".",
            ",",
            ",",
            "(",
            "(",
            ")",
            ")",
            "->",
            "->>",
            "::",
            ":",
            "!",
            "...",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "''",
            "\"\"",
            "\\",
            ";",
            "--",
            "/*",
            "$1",
            "?",
            "%",
            "*",
            " ",
            "\0",
            "\n",
            "\t",
            "ü",
            "\u202e",
            "😀",
            "\ufffd",
            "count()",
            "sum()",
            "desc",
            "nullsfirst",
            "text",
            "int4[]",
            "[]",
            "any",
            "{a,b}",
            "{\"",
            "1); drop table books; --",
            "' or '1'='1",
            "pg_sleep(9)",
            "xmlagg");

    private static final List<String> PATHS = List.of(
            "/books",
            "/writers",
            "/words",
            "/Odd%20Names",
            "/rpc/add",
            "/rpc/hello",
            "/rpc/all_books",
            "/rpc/many",
            "/rpc/echo",
            "/nope",
            "/");

    private static RestServerRunning server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        server = new RestServerRunning(RestServerRunning.SETTINGS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void ten_thousand_requests_of_nonsense_are_never_a_failure_of_ours_nor_a_syntax_error_nor_kept_in_memory() {
        List<String> failures = failures(0, WARM_UP);
        long before = usedHeap();
        failures.addAll(failures(WARM_UP, REQUESTS));
        long grown = usedHeap() - before;

        assertThat(failures).isEmpty();
        assertThat(grown / (1 << 20)).as("megabytes that stay in memory").isLessThan(MEGABYTES);
    }

    private List<String> failures(int from, int to) {
        return IntStream.range(from, to)
                .parallel()
                .mapToObj(this::failure)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What is in use once everything is collected that can be. */
    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(status("/books?or=" + "(and".repeat(5000) + "(id.eq.1)" + ")".repeat(5000)))
                .isEqualTo(400);
        assertThat(status("/staff?select=" + "staff(".repeat(2000) + "id" + ")".repeat(2000)))
                .isEqualTo(400);
    }

    @Test
    void an_address_without_end_is_refused() {
        assertThat(status("/books?title=eq." + "x".repeat(1 << 20))).isIn(414, 431);
    }

    @Test
    void a_filter_as_long_as_an_address_can_be_is_a_filter() {
        assertThat(status("/books?select=id&id=in.(" + "1,".repeat(6000) + "1)"))
                .isEqualTo(200);
    }

    private int status(String address) {
        return send(HttpRequest.newBuilder(URI.create(server.url + address)).build())
                .statusCode();
    }

    /** What is wrong with the answer to the request of that number; empty when nothing is. */
    private String failure(int number) {
        Random random = new Random(number);
        String address = PATHS.get(random.nextInt(PATHS.size())) + "?" + query(random);
        String method = List.of("GET", "GET", "GET", "POST", "PATCH", "DELETE", "PUT", "HEAD")
                .get(random.nextInt(8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url + address));
        boolean hasBody = method.equals("POST") || method.equals("PATCH") || method.equals("PUT");
        request.method(method, hasBody ? BodyPublishers.ofString(body(random)) : BodyPublishers.noBody());
        request.header("Content-Type", "application/json");
        if (random.nextInt(3) == 0) {
            request.header(
                    "Prefer", "return=representation, count=exact, missing=default, resolution=merge-duplicates");
        }
        HttpResponse<String> response = send(request.build());
        boolean bad = response.statusCode() >= 500 || response.body().contains("\"42601\"");
        return bad ? method + " " + address + " → " + response.statusCode() + " " + response.body() : "";
    }

    private static String query(Random random) {
        return Stream.generate(() -> text(random, 3) + "=" + text(random, 12))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.joining("&"));
    }

    private static String text(Random random, int most) {
        return Stream.generate(() -> UrlText.encode(PIECES.get(random.nextInt(PIECES.size()))))
                .limit(1 + random.nextInt(most))
                .collect(Collectors.joining());
    }

    private static String body(Random random) {
        return switch (random.nextInt(4)) {
            case 0 ->
                String.join(
                        "",
                        random.ints(6, 0, PIECES.size()).mapToObj(PIECES::get).toList());
            case 1 -> "[".repeat(random.nextInt(3000));
            case 2 -> "{\"word\":\"\\u0000\",\"id\":1e999,\"a\":\"\\ud800\"}";
            default -> "{\"" + PIECES.get(random.nextInt(20)) + "\":[{\"a\":null}]}";
        };
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new AssertionError(request + " had no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
