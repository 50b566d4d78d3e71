package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.UNKNOWN_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when, at a fake time: hours pass in an instant, and nothing depends on this machine's speed. */
class FetchedKeysTest {

    private static final URI URL = URI.create("https://abc.supabase.co/auth/v1/.well-known/jwks.json");
    private static final KeySet ONE = set("one");
    private static final KeySet ONE_AND_TWO = set("one", "two");
    private static final KeySet TWO = set("two");

    /** The standard times, but for the one that passes in fact: how long a thread waits for another one. */
    private static final KeyTimes TIMES = new KeyTimes(
            KeyTimes.STANDARD.refreshAfter(),
            KeyTimes.STANDARD.lifetime(),
            KeyTimes.STANDARD.lastGood(),
            KeyTimes.STANDARD.firstRetry(),
            KeyTimes.STANDARD.lastRetry(),
            Duration.ofMinutes(1),
            KeyTimes.STANDARD.unknownKeyInterval());

    private final FakeTime time = new FakeTime();
    private final FakeBackground background = new FakeBackground(time);
    private final AtomicInteger fetches = new AtomicInteger();
    private final List<String> events = new ArrayList<>();
    private volatile KeySource source = () -> ONE;
    private FetchedKeys keys = keys(false);

    private static KeySet set(String... kids) {
        TestIssuer.Key[] keys = new TestIssuer.Key[kids.length];
        for (int i = 0; i < kids.length; i++) {
            keys[i] = new TestIssuer.Key(kids[i], Algorithm.ES256, TestIssuer.ES256.pair());
        }
        return KeySet.parse(TestIssuer.jwks(keys));
    }

    private FetchedKeys keys(boolean mayBeEmpty) {
        AuthListener listener = new AuthListener() {
            @Override
            public void keysRefreshed(URI jwksUrl, int count) {
                events.add(jwksUrl.getHost() + " has " + count);
            }

            @Override
            public void keysUnavailable(URI jwksUrl) {
                events.add(jwksUrl.getHost() + " is unavailable");
            }
        };
        KeySource counting = () -> {
            fetches.incrementAndGet();
            return source.fetch();
        };
        return new FetchedKeys(URL, counting, mayBeEmpty, TIMES, listener, time::nanoTime, background);
    }

    @AfterEach
    void no_fetch_is_left_running() {
        background.pass(Duration.ZERO);
    }

    /** Lets time pass during which so many fetches happen in the background. */
    private void pass(Duration duration, int expectedFetches) throws InterruptedException {
        int before = fetches.get();
        long steps = Math.max(1, duration.toMillis() / 500);
        for (long i = 0; i < steps; i++) {
            background.pass(duration.dividedBy(steps));
            settle();
        }
        assertThat(fetches.get() - before).isEqualTo(expectedFetches);
    }

    /** Waits until a fetch that was started has ended. */
    private void settle() throws InterruptedException {
        while (keys.isFetching()) {
            Thread.onSpinWait();
        }
    }

    private void source(KeySource source) {
        this.source = source;
    }

    private void outage() {
        source(() -> {
            throw new IOException("it is down");
        });
    }

    private void refusesAsUnknown(String kid) {
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> keys.find(kid))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(UNKNOWN_KEY));
    }

    private void cannotTell(String kid) {
        assertThatExceptionOfType(AuthUnavailableException.class)
                .isThrownBy(() -> keys.find(kid))
                .satisfies(e -> assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5)));
    }

    @Test
    void nothing_is_fetched_before_a_key_is_needed() throws InterruptedException {
        assertThat(keys.known()).isEqualTo(KeySet.EMPTY);
        pass(Duration.ofHours(1), 0);

        assertThat(keys.find("one").kid()).isEqualTo("one");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void keys_are_fetched_again_in_the_background_before_they_are_too_old() throws InterruptedException {
        keys.find("one");

        pass(Duration.ofMinutes(7), 0);
        pass(Duration.ofMinutes(2), 1);
        pass(Duration.ofMinutes(80), 10);
        assertThat(keys.known()).isEqualTo(ONE);
    }

    @Test
    void the_same_keys_stay_the_same_object_so_that_what_they_proved_stays_proven() throws InterruptedException {
        keys.find("one");
        KeySet before = keys.known();
        source(() -> set("one"));

        pass(Duration.ofMinutes(9), 1);

        assertThat(keys.known()).isSameAs(before);
    }

    @Test
    void a_new_key_is_found_at_once_after_a_quiet_time() {
        keys.find("one");
        source(() -> ONE_AND_TWO);

        assertThat(keys.find("two").kid()).isEqualTo("two");
        assertThat(fetches).hasValue(2);
    }

    /** As when it is published in the very moment in which the keys' age has them fetched again. */
    @Test
    void a_new_key_is_found_though_the_fetch_that_is_running_was_answered_before_it_was_published() throws Exception {
        keys.find("one");
        Semaphore asked = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        source(() -> {
            source(() -> ONE_AND_TWO);
            asked.release();
            go.acquireUninterruptibly();
            return ONE;
        });
        time.pass(Duration.ofMinutes(9));
        assertThat(keys.known()).isEqualTo(ONE); // and has them fetched again
        asked.acquire();
        try (Threads threads = new Threads()) {
            CompletableFuture<Thread> waiting = new CompletableFuture<>();
            threads.run(() -> {
                waiting.complete(Thread.currentThread());
                assertThat(keys.find("two").kid()).isEqualTo("two");
            });
            while (waiting.get().getState() != Thread.State.TIMED_WAITING
                    && waiting.get().getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            go.release();
            threads.join();
        }
        assertThat(fetches).hasValue(3);
    }

    @Test
    void unknown_keys_cause_two_fetches_and_then_one_in_five_seconds() throws InterruptedException {
        keys.find("one");
        for (int i = 0; i < 1000; i++) {
            refusesAsUnknown("garbage-" + i);
        }
        assertThat(fetches).hasValue(1 + 2);

        for (int seconds = 1; seconds <= 60; seconds++) {
            background.pass(Duration.ofSeconds(1));
            refusesAsUnknown("garbage-again-" + seconds);
            refusesAsUnknown("garbage-once-more-" + seconds);
        }
        assertThat(fetches).hasValue(1 + 2 + 12);
    }

    @Test
    void after_a_quiet_time_no_more_than_two_fetches_have_been_saved_up() throws InterruptedException {
        keys.find("one");
        pass(Duration.ofHours(1), 7);
        int before = fetches.get();

        for (int i = 0; i < 100; i++) {
            refusesAsUnknown("garbage-" + i);
        }

        assertThat(fetches.get() - before).isEqualTo(2);
    }

    @Test
    void a_new_key_in_the_middle_of_a_flood_is_found_within_ten_seconds() {
        keys.find("one");
        for (int i = 0; i < 1000; i++) {
            refusesAsUnknown("garbage-" + i);
        }
        source(() -> ONE_AND_TWO);
        refusesAsUnknown("two");

        background.pass(Duration.ofSeconds(5));

        refusesAsUnknown("garbage-first"); // and has the fetch done that finds the new key, too
        assertThat(keys.known().find("two")).isNotNull();
    }

    @Test
    void fetches_for_unknown_keys_do_not_multiply_those_in_the_background() throws InterruptedException {
        keys.find("one");
        for (int i = 0; i < 20; i++) {
            background.pass(Duration.ofSeconds(5));
            refusesAsUnknown("garbage-" + i);
        }
        pass(Duration.ofMinutes(9), 1);
        pass(Duration.ofMinutes(8), 1);
    }

    @Test
    void a_removed_key_is_gone_within_ten_minutes() throws InterruptedException {
        source(() -> ONE_AND_TWO);
        keys.find("one");
        source(() -> TWO);

        pass(Duration.ofMinutes(10), 1);

        assertThat(keys.known()).isEqualTo(TWO);
        refusesAsUnknown("one");
    }

    @Test
    void a_removed_key_is_gone_within_ten_minutes_even_if_the_timers_slept() {
        source(() -> ONE_AND_TWO);
        keys.find("one");
        source(() -> TWO);

        time.pass(Duration.ofMinutes(10)); // as when a laptop is opened again: no timer has run

        assertThat(keys.known().find("one")).isNull();
        refusesAsUnknown("one");
        assertThat(keys.find("two")).isNotNull();
    }

    @Test
    void a_lost_timer_is_made_good_for_by_the_next_request() throws InterruptedException {
        keys.find("one");
        time.pass(Duration.ofMinutes(9));

        assertThat(keys.known()).isEqualTo(ONE);
        settle();

        assertThat(fetches).hasValue(2);
    }

    @Test
    void the_last_good_keys_stay_in_use_for_a_day_while_the_address_is_down() throws InterruptedException {
        keys.find("one");
        outage();

        for (int hour = 0; hour < 23; hour++) {
            background.pass(Duration.ofHours(1));
            settle();
            assertThat(keys.known()).isEqualTo(ONE);
        }
        background.pass(Duration.ofMinutes(70));
        settle();

        assertThat(keys.known()).isEqualTo(KeySet.EMPTY);
        cannotTell("one");
    }

    @Test
    void during_an_outage_it_is_tried_again_often_but_not_in_a_hurry() throws InterruptedException {
        keys.find("one");
        outage();
        pass(Duration.ofMinutes(9), 31); // after 8:00, 8:01, 8:03, 8:05 …
        pass(Duration.ofSeconds(60), 30);

        source(() -> TWO);
        pass(Duration.ofSeconds(2), 1);
        assertThat(keys.known()).isEqualTo(TWO);
        pass(Duration.ofMinutes(7), 0);
    }

    @Test
    void during_an_outage_an_unknown_key_is_neither_good_nor_bad_and_nobody_waits() throws InterruptedException {
        keys.find("one");
        outage();
        pass(Duration.ofMinutes(8), 1);
        int before = fetches.get();

        for (int i = 0; i < 100; i++) {
            cannotTell("new-" + i);
        }

        assertThat(fetches).hasValue(before);
    }

    @Test
    void without_any_keys_yet_it_cannot_be_told_and_mends_itself() throws InterruptedException {
        outage();
        cannotTell("one");
        cannotTell("one");
        assertThat(fetches).hasValue(1);
        source(() -> ONE);

        pass(Duration.ofSeconds(2), 1);

        assertThat(keys.known()).isEqualTo(ONE);
    }

    @Test
    void a_source_that_breaks_is_an_outage_too() {
        source(() -> {
            throw new IllegalStateException("a bug");
        });
        cannotTell("one");
    }

    @Test
    void an_empty_set_never_replaces_keys() throws InterruptedException {
        keys = keys(true);
        keys.find("one");
        source(() -> KeySet.EMPTY);

        pass(Duration.ofMinutes(9), 31); // after 8:00, 8:01, 8:03, 8:05 …

        assertThat(keys.known()).isEqualTo(ONE);
    }

    @Test
    void an_empty_set_makes_sense_only_for_a_project_with_a_secret() {
        source(() -> KeySet.EMPTY);

        keys = keys(false);
        cannotTell("one");
        keys = keys(true);
        refusesAsUnknown("one");
    }

    @Test
    void one_fetch_runs_at_a_time() throws InterruptedException {
        Semaphore asked = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        source(() -> {
            asked.release();
            go.acquireUninterruptibly();
            return ONE;
        });
        List<Thread> threads = new ArrayList<>();
        List<String> found = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 50; i++) {
            Thread thread = new Thread(() -> found.add(keys.find("one").kid()));
            thread.start();
            threads.add(thread);
        }
        asked.acquire();
        go.release(50);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(fetches).hasValue(1);
        assertThat(found).hasSize(50);
    }

    @Test
    void few_requests_with_unknown_keys_wait_for_a_fetch_and_the_rest_are_refused() throws InterruptedException {
        keys.find("one");
        Semaphore go = new Semaphore(0);
        source(() -> {
            go.acquireUninterruptibly();
            return ONE_AND_TWO;
        });
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger found = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Thread thread = new Thread(() -> {
                try {
                    keys.find("two");
                    found.incrementAndGet();
                } catch (InvalidTokenException e) {
                    refused.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        while (refused.get() < 68) {
            assertThat(keys.known()).isEqualTo(ONE); // nobody waits for a key that is known
            Thread.onSpinWait();
        }
        go.release(1);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(refused).hasValue(68);
        assertThat(found).hasValue(32);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void whoever_has_waited_makes_room_for_the_next() {
        keys.find("one");
        for (int i = 0; i < 100; i++) {
            background.pass(Duration.ofSeconds(5));
            refusesAsUnknown("garbage-" + i);
        }
        background.pass(Duration.ofSeconds(5));
        source(() -> ONE_AND_TWO);

        assertThat(keys.find("two").kid()).isEqualTo("two");
    }

    @Test
    void preparing_fetches_once_and_does_not_wait() throws InterruptedException {
        keys.prepare();
        settle();
        keys.prepare();
        settle();

        assertThat(fetches).hasValue(1);
        assertThat(keys.known()).isEqualTo(ONE);
    }

    @Test
    void changes_of_state_are_logged_once_and_every_fetch_is_told_to_the_listener() throws InterruptedException {
        try (CapturedLog log = new CapturedLog()) {
            keys.find("one");
            pass(Duration.ofMinutes(17), 2);
            outage();
            pass(Duration.ofMinutes(8), 31);
            source(() -> ONE);
            pass(Duration.ofSeconds(2), 1);

            assertThat(log.lines("WARN"))
                    .singleElement()
                    .asString()
                    .contains(URL.toString(), "it is down", "The last good ones stay in use");
            assertThat(log.lines("INFO")).hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains(URL + ": 1"));
        }
        assertThat(events).hasSize(35).containsOnly("abc.supabase.co has 1", "abc.supabase.co is unavailable");
    }

    @Test
    void a_listeners_mistake_says_nothing_about_the_keys() {
        AuthListener broken = new AuthListener() {
            @Override
            public void keysRefreshed(URI jwksUrl, int count) {
                throw new IllegalStateException("a mistake");
            }
        };
        keys = new FetchedKeys(URL, () -> ONE, false, TIMES, broken, time::nanoTime, background);

        assertThat(keys.find("one")).isNotNull();
        assertThatThrownBy(() -> keys.find("two")).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void keys_that_nobody_uses_any_more_are_not_kept_alive_by_their_timer() {
        keys.find("one");
        var reference = new java.lang.ref.WeakReference<>(keys);
        assertThat(background.waiting()).isEqualTo(1);
        keys = keys(false);

        while (reference.get() != null) {
            System.gc();
        }

        background.pass(Duration.ofHours(1));
        assertThat(fetches).hasValue(1);
    }
}
