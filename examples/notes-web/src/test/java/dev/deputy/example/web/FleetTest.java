package dev.deputy.example.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.example.web.Load.Outcome;
import dev.deputy.example.web.Supabase.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of the notes service behind nginx, sharing one Postgres through PgBouncer in transaction mode, under load.
 * With {@code -Dfleet.seconds=60} the load of the rolling restart lasts at least so long.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetTest {

    private static final long AT_LEAST = TimeUnit.SECONDS.toNanos(Integer.getInteger("fleet.seconds", 0));

    private static final Running RUNNING = new Running();

    @TempDir
    private static Path folder;

    private static Supabase supabase;
    private static NotesService first;
    private static NotesService second;
    private static Nginx nginx;
    private static List<Person> people;

    @BeforeAll
    static void start() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // PgBouncer runs as nobody
        // Not without a data folder: what is killed has to come back.
        supabase = RUNNING.add(Supabase.start(
                Files.createDirectory(folder.resolve("project")), "http://localhost", "--data", "../data"));
        PgBouncer pooler =
                RUNNING.add(PgBouncer.start(Files.createDirectory(folder.resolve("pooler")), supabase.databaseUrl()));
        first = RUNNING.add(NotesService.start("service-1", supabase, "*", pooler.databaseUrl(), true));
        second = RUNNING.add(NotesService.start("service-2", supabase, "*", pooler.databaseUrl(), true));
        first.await();
        second.await();
        nginx = RUNNING.add(Nginx.start(Files.createDirectory(folder.resolve("nginx")), first, second));
        people = Stream.of("Ada Lovelace", "Bob Kahn", "Grace Hopper", "Alan Turing")
                .map(Person::named)
                .toList();
        people.forEach(supabase::add);
        awaitReady(first);
        awaitReady(second);
    }

    private static void awaitReady(NotesService instance) {
        instance.awaitAnswerTo(supabase.accessToken(people.get(0)));
    }

    @AfterAll
    static void stop() {
        RUNNING.close();
    }

    @Test
    void a_rolling_restart_under_load_fails_no_request() throws Exception {
        long begin = System.nanoTime();
        Load load = Load.start(nginx.url(), supabase, people);
        try (load) {
            load.await(50, Outcome::fitting);
            nginx.restFirst();
            load.awaitWhatWasSent();
            load.await(50, Outcome::fitting);
            first.restart();
            awaitReady(first);
            nginx.useBoth();
            load.await(50, Outcome::fitting);
            nginx.restSecond();
            load.awaitWhatWasSent();
            load.await(50, Outcome::fitting);
            second.restart();
            awaitReady(second);
            nginx.useBoth();
            load.await(50, Outcome::fitting);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, begin + AT_LEAST - System.nanoTime()));
        }
        report("rolling restart", load, begin);
        assertThat(load.failures()).isEmpty();
        assertThat(load.misfits()).isEmpty();
    }

    @Test
    void what_is_killed_takes_with_it_only_the_requests_that_it_had() throws Exception {
        long begin = System.nanoTime();
        long alive;
        long killed;
        Load load = Load.start(nginx.url(), supabase, people);
        try (load) {
            load.await(50, Outcome::fitting);
            alive = System.nanoTime();
            first.goDown();
            killed = System.nanoTime();
            load.await(200, outcome -> true);
        } finally {
            first.comeBack();
            awaitReady(first);
        }
        report("kill -9 of one", load, begin);
        assertThat(load.failures())
                .hasSizeLessThanOrEqualTo(people.size())
                .allMatch(failure -> failure.begin() < killed && failure.end() > alive);
        assertThat(load.misfits()).isSubsetOf(load.failures());
    }

    @Test
    void keys_are_rotated_and_a_session_is_ended_under_load() throws Exception {
        Person leaving = Person.named("Edsger Dijkstra");
        Person coming = Person.named("Barbara Liskov");
        supabase.add(leaving);
        supabase.add(coming);
        String token = supabase.accessToken(leaving);
        long begin = System.nanoTime();
        Load load = Load.start(nginx.url(), supabase, people);
        try (load) {
            load.await(50, Outcome::fitting);
            supabase.rotateKeys();
            String newKeys = supabase.accessToken(coming);
            for (NotesService instance : List.of(first, second)) {
                assertThat(instance.status("/name", newKeys)).isEqualTo(200);
                assertThat(instance.status("/name", token)).isEqualTo(200);
            }
            supabase.signOut(token);
            for (NotesService instance : List.of(first, second)) {
                assertThat(instance.status("/name", token)).isEqualTo(401);
            }
            load.await(50, Outcome::fitting);
        }
        report("rotation and sign-out", load, begin);
        assertThat(load.failures()).isEmpty();
        assertThat(load.misfits()).isEmpty();
    }

    /** Comes last, because the local Supabase ends when its PostgreSQL does; the services have its keys. */
    @Test
    @Order(Integer.MAX_VALUE)
    @EnabledOnOs(OS.LINUX) // where /proc says how PostgreSQL was started
    void while_postgres_is_away_the_answer_is_503_and_when_it_is_back_all_goes_on_by_itself() throws Exception {
        long begin = System.nanoTime();
        long ready;
        long recovered;
        Load load = Load.start(nginx.url(), supabase, people);
        try (load) {
            load.await(50, Outcome::fitting);
            supabase.killDatabase();
            load.await(20, Outcome::failed);
            supabase.startDatabase();
            ready = System.nanoTime();
            load.await(1, outcome -> !outcome.failed());
            load.await(200, outcome -> !outcome.failed());
            recovered = load.failures().stream().mapToLong(Outcome::end).max().orElse(ready);
        }
        report("Postgres away; after its return the last 503 came after " + millis(ready, recovered), load, begin);
        assertThat(load.misfits()).isEmpty();
        assertThat(load.failures()).isNotEmpty().allMatch(failure -> failure.status() == 503);
    }

    private static void report(String what, Load load, long begin) {
        List<Outcome> outcomes = load.outcomes();
        long slowest = outcomes.stream()
                .mapToLong(outcome -> outcome.end() - outcome.begin())
                .max()
                .orElse(0);
        System.out.printf(
                "%s: %d requests in %s, %d failed, the slowest took %s%n",
                what,
                outcomes.size(),
                millis(begin, System.nanoTime()),
                load.failures().size(),
                millis(0, slowest));
    }

    private static String millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from) + " ms";
    }
}
