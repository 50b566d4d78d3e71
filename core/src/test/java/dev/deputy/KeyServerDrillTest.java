package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The outages of a real key server, over real HTTP and in real time, with the times of {@link KeyTimes#STANDARD} made
 * shorter. What is counted is asserted; how long it took is printed.
 */
class KeyServerDrillTest {

    /** What a fetch may take where the server hangs. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** What a fetch may take where none is to fail, however busy the machine is; and what is waited for in a test. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final KeyTimes SHORT = new KeyTimes(
            Duration.ofMillis(2400),
            Duration.ofMillis(3000),
            Duration.ofMinutes(5),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            LONG.plus(SOON),
            Duration.ofMillis(500));

    private static final TestIssuer.Key OLD = TestIssuer.Key.ec("old");
    private static final TestIssuer.Key NEW = TestIssuer.Key.ec("new");

    private final KeyServer server = new KeyServer(OLD);
    private final AtomicInteger refreshed = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final List<FetchedKeys> opened = new ArrayList<>();
    private boolean over; // guarded by this
    private Gate gate = Gate.requiringCaller(verifier(LONG));

    private TokenVerifier verifier(Duration fetchTime) {
        AuthListener listener = new AuthListener() {
            @Override
            public void keysRefreshed(URI jwksUrl, int keys) {
                refreshed.incrementAndGet();
            }

            @Override
            public void keysUnavailable(URI jwksUrl) {
                unavailable.incrementAndGet();
            }
        };
        SupabaseConfig config = SupabaseConfig.builder(TestIssuer.PROJECT)
                .jwksUrl(server.url())
                .jwtSecret(TestIssuer.SECRET)
                .build();
        return new LocalVerifier(config, Clock.systemUTC(), (url, mayBeEmpty) -> {
            FetchedKeys keys = new FetchedKeys(
                    url,
                    new KeyEndpoint(url, fetchTime, fetchTime),
                    false,
                    SHORT,
                    listener,
                    System::nanoTime,
                    new UntilTheTestIsOver());
            opened.add(keys);
            return keys;
        });
    }

    /** For servers that hang. */
    private void fetchSoonOrNever() {
        gate = Gate.requiringCaller(verifier(SOON));
    }

    /** So that no refresh of one test fails, and is logged, in the middle of another. */
    private final class UntilTheTestIsOver implements Background {
        @Override
        public void run(Runnable work) {
            SHARED.run(work);
        }

        @Override
        public void runAfter(Duration delay, Runnable work) {
            SHARED.runAfter(delay, () -> unlessOver(work));
        }
    }

    private synchronized void unlessOver(Runnable work) {
        if (!over) {
            work.run();
        }
    }

    private synchronized void end() {
        over = true;
    }

    @AfterEach
    void stop() {
        end();
        while (opened.stream().anyMatch(FetchedKeys::isFetching)) {
            Thread.onSpinWait();
        }
        server.close();
    }

    /** A fresh token, so that it is verified and not just known again. */
    private static String token(TestIssuer.Key key) {
        return TestIssuer.token(
                key, TestIssuer.with(TestIssuer.claims(Instant.now()), "n", "\"" + System.nanoTime() + "\""));
    }

    private int status(String token) {
        Decision decision = gate.decide("GET", List.of("Bearer " + token));
        return decision instanceof Decision.Refuse refusal ? refusal.status() : 200;
    }

    private int statusOf(TestIssuer.Key key) {
        return status(token(key));
    }

    private static String forged(int number) {
        TestIssuer.Key key = new TestIssuer.Key("random-" + number, Algorithm.ES256, OLD.pair());
        return TestIssuer.signingInput(key.header(), TestIssuer.claims(Instant.now())) + "." + "A".repeat(86);
    }

    /** Asks again and again until the answer is 200, and says how long that took, and how many other answers came. */
    private String untilAccepted(TestIssuer.Key key) {
        long start = System.nanoTime();
        int others = 0;
        while (statusOf(key) != 200) {
            others++;
            assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos());
        }
        return (System.nanoTime() - start) / 1_000_000 + " ms and " + others + " refusals";
    }

    private static void figure(String what) {
        System.out.println("FIGURE " + what);
    }

    @Test
    void an_outage_of_any_kind_is_not_noticed_by_callers_with_known_keys() {
        fetchSoonOrNever();
        untilAccepted(OLD);
        Map<String, String> figures = new LinkedHashMap<>();
        for (Map.Entry<String, KeyServer.Answer> entry : outages().entrySet()) {
            String outage = entry.getKey();
            int before = server.requests();
            int failures = unavailable.get();
            server.answer(entry.getValue());
            int requests = 0;
            while (unavailable.get() < failures + 2) {
                assertThat(statusOf(OLD)).as(outage).isEqualTo(200);
                assertThat(status(forged(requests))).as(outage).isIn(401, 503); // and so has the keys fetched
                requests++;
            }
            assertThat(statusOf(NEW)).as("a key that may be new, " + outage).isEqualTo(503);
            int fetched = server.requests() - before;
            int succeeded = refreshed.get();
            server.publish(OLD);
            while (refreshed.get() == succeeded) {
                assertThat(statusOf(OLD)).isEqualTo(200);
                requests++;
            }
            figures.put(outage, requests + " requests, none failed, " + fetched + " fetches");
        }
        figures.forEach((outage, text) -> figure("outage " + outage + ": " + text));
    }

    /** The ways in which key servers fail. */
    private Map<String, KeyServer.Answer> outages() {
        Map<String, KeyServer.Answer> outages = new LinkedHashMap<>();
        outages.put("status 500", KeyServer.body(500, "{}"));
        outages.put("status 404", KeyServer.body(404, "{\"keys\":[]}"));
        outages.put("redirect", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        });
        outages.put("HTML", KeyServer.body(200, "<html>Sorry</html>"));
        outages.put("empty body", KeyServer.body(200, ""));
        outages.put("empty set", KeyServer.body(200, "{\"keys\":[]}"));
        outages.put(
                "no key of use",
                KeyServer.body(200, "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"old\",\"k\":\"AAAA\"},7,null]}"));
        outages.put(
                "a name twice",
                KeyServer.body(
                        200, "{\"keys\":[],\"keys\":" + TestIssuer.jwks(OLD).substring(8)));
        outages.put("too many keys", KeyServer.body(200, "{\"keys\":[" + "1,".repeat(100) + "1]}"));
        outages.put("too long", KeyServer.body(200, TestIssuer.jwks(NEW) + " ".repeat(256 * 1024)));
        outages.put("truncated", exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write("{\"keys\":[".getBytes(StandardCharsets.UTF_8));
        });
        outages.put("closed", exchange -> {});
        outages.put("hanging", server.hanging());
        outages.put("dribbling", server.dribbling());
        return outages;
    }

    @Test
    void before_there_were_any_keys_an_outage_is_503_for_some_and_hs256_goes_on() {
        server.answer(KeyServer.body(500, ""));
        assertThat(statusOf(OLD)).isEqualTo(503);
        assertThat(status(TestIssuer.hs256(TestIssuer.claims(Instant.now())))).isEqualTo(200);
        assertThat(status(TestIssuer.token(OLD, "{}"))).isEqualTo(401);

        server.publish(OLD);

        figure("first keys after an outage at the start: " + untilAccepted(OLD));
    }

    @Test
    void a_wrong_address_of_the_project_signs_nobody_out() {
        server.answer(KeyServer.body(500, ""));
        String claims = TestIssuer.claims(Instant.now());
        String another = TestIssuer.with(claims, "iss", "\"https://another.supabase.co/auth/v1\"");
        String token = TestIssuer.token(OLD, another);

        assertThat(status(token)).isEqualTo(503);

        server.publish(OLD);
        untilAccepted(OLD);

        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void a_server_that_hangs_at_the_start_keeps_nobody_waiting_for_long() throws Exception {
        fetchSoonOrNever();
        server.answer(server.hanging());
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                statuses.add(threads.submit(() -> statusOf(OLD)));
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isEqualTo(503);
            }
            figure("500 requests while the server hangs at the start: " + server.requests() + " fetches");
            assertThat(server.requests()).isLessThan(50);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_key_that_is_rotated_in_quiet_is_accepted_at_once() {
        assertThat(statusOf(OLD)).isEqualTo(200);
        server.publish(OLD, NEW);

        int before = server.requests();
        long start = System.nanoTime();
        String figure = untilAccepted(NEW);

        figure("first token of a new key after a quiet time: " + figure);
        assertThat(figure).endsWith(" 0 refusals");
        assertThat(server.requests() - before).isBetween(1, 1 + fetchesForAge(start)); // one for the key
    }

    @Test
    void a_key_that_is_rotated_in_the_middle_of_a_flood_is_accepted_soon() throws Exception {
        assertThat(statusOf(OLD)).isEqualTo(200);
        int before = server.requests();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicBoolean rotated = new AtomicBoolean();
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> flood = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                flood.add(threads.submit(() -> {
                    int number;
                    while ((number = sent.incrementAndGet()) <= 10_000) {
                        if (status(forged(number)) == 401) {
                            refused.incrementAndGet();
                        }
                        if (number == 5_000) {
                            server.publish(OLD, NEW);
                            rotated.set(true);
                        }
                    }
                }));
            }
            while (!rotated.get()) {
                assertThat(statusOf(OLD)).isEqualTo(200);
            }
            String figure = untilAccepted(NEW);
            for (Future<?> one : flood) {
                one.get();
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            int fetches = server.requests() - before;
            figure("10,000 random key ids in " + millis + " ms: " + fetches + " fetches, all refused; first token of a"
                    + " new key in the middle of it: " + figure);
            assertThat(refused).hasValue(10_000);
            // Two at once, one for each half second, and those that the keys' age asks for.
            assertThat(fetches).isLessThanOrEqualTo((int) (2 + millis / 500 + 1) + fetchesForAge(start));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_removed_key_is_refused_soon_even_if_its_token_is_known() {
        server.publish(OLD, NEW);
        String token = token(OLD);
        assertThat(status(token)).isEqualTo(200);
        server.publish(NEW);
        long start = System.nanoTime();

        int accepted = 0;
        while (status(token) == 200) {
            accepted++;
            assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos());
        }

        figure("a removed key was accepted for " + (System.nanoTime() - start) / 1_000_000 + " ms (the bound is "
                + SHORT.lifetime().toMillis() + " ms), " + accepted + " requests");
        assertThat(statusOf(NEW)).isEqualTo(200);
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void a_flood_of_bad_tokens_with_a_known_key_fetches_nothing() {
        assertThat(statusOf(OLD)).isEqualTo(200);
        int before = server.requests();
        long start = System.nanoTime();
        TestIssuer.Key stranger = new TestIssuer.Key("old", Algorithm.ES256, NEW.pair());

        for (int i = 0; i < 50; i++) {
            assertThat(statusOf(stranger)).isEqualTo(401);
            assertThat(status(TestIssuer.token(NEW, "{\"n\":" + i + "}"))).isEqualTo(401);
        }

        assertThat(server.requests() - before).isLessThanOrEqualTo(fetchesForAge(start));
    }

    /** How many fetches the keys' age may have asked for since then. */
    private static int fetchesForAge(long start) {
        return (int) ((System.nanoTime() - start) / SHORT.refreshAfter().toNanos()) + 1;
    }
}
