package dev.deputy.benchmarks;

import dev.deputy.local.LocalSupabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Sign-ups and sign-ins at a steady rate, as many people cause them: what does not get through is not waited for.
 * Arguments: bcrypt's cost (4 for tests, 10 as in production), sign-ups a second, sign-ins a second, seconds, before which
 * the same load runs as long unmeasured.
 */
public final class SignIns {

    private static final String PASSWORD = "correct horse battery staple";
    private static final int KNOWN = 50;

    private final LocalSupabase supabase;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger people = new AtomicInteger();

    private SignIns(LocalSupabase supabase) {
        this.supabase = supabase;
    }

    /** Runs the load and prints what came of it. */
    public static void main(String[] args) throws Exception {
        int cost = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[3]);
        try (LocalSupabase supabase = LocalSupabase.builder()
                .auth(settings -> settings.withPasswordCost(cost))
                .start()) {
            SignIns load = new SignIns(supabase);
            for (int i = 0; i < KNOWN; i++) {
                load.signUp();
            }
            Measured signUps = new Measured("sign-ups");
            Measured signIns = new Measured("sign-ins");
            ScheduledExecutorService callers = Executors.newScheduledThreadPool(32);
            every(callers, Integer.parseInt(args[1]), signUps, load::signUp);
            every(callers, Integer.parseInt(args[2]), signIns, load::signIn);
            Thread.sleep(TimeUnit.SECONDS.toMillis(seconds)); // the JVM warms up
            signUps.forget();
            signIns.forget();
            Duration before = cpuTime();
            Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
            callers.shutdownNow();
            Duration spent = cpuTime().minus(before);
            System.out.println("bcrypt cost " + cost + ", " + seconds + " s");
            System.out.println(signUps.summary(seconds));
            System.out.println(signIns.summary(seconds));
            // Says more than the rates where the machine has other work.
            System.out.printf(
                    Locale.ROOT,
                    "%.1f s of processor time: %.2f of one core, clients included%n",
                    spent.toMillis() / 1e3,
                    spent.toMillis() / 1e3 / seconds);
        }
    }

    /** Of this process, which is clients and auth server, and of its PostgreSQL. */
    private static Duration cpuTime() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** Spread over several beats, for one thread of the scheduler runs each beat. */
    private static void every(ScheduledExecutorService callers, int aSecond, Measured measured, Task task) {
        int beats = 16;
        long period = TimeUnit.SECONDS.toNanos(1) * beats / aSecond;
        for (int i = 0; i < beats; i++) {
            callers.scheduleAtFixedRate(() -> measured.run(task), period * i / beats, period, TimeUnit.NANOSECONDS);
        }
    }

    private void signUp() throws IOException, InterruptedException {
        post("/auth/v1/signup", "person" + people.incrementAndGet());
    }

    private void signIn() throws IOException, InterruptedException {
        post("/auth/v1/token?grant_type=password", "person" + (1 + (int) (Math.random() * KNOWN)));
    }

    private void post(String path, String name) throws IOException, InterruptedException {
        String body = "{\"email\": \"%s@example.com\", \"password\": \"%s\"}".formatted(name, PASSWORD);
        HttpRequest request = HttpRequest.newBuilder(URI.create(supabase.apiUrl() + path))
                .header("apikey", supabase.publishableKey())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 200) {
            throw new IOException("answered " + response.statusCode());
        }
    }

    private static final class Measured {

        private final String name;
        private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
        private final AtomicInteger failures = new AtomicInteger();

        Measured(String name) {
            this.name = name;
        }

        void forget() {
            nanos.clear();
            failures.set(0);
        }

        void run(Task task) {
            long begin = System.nanoTime();
            try {
                task.run();
                nanos.add(System.nanoTime() - begin);
            } catch (IOException e) {
                failures.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the end
            }
        }

        String summary(int seconds) {
            List<Long> sorted = new ArrayList<>(nanos);
            Collections.sort(sorted);
            return String.format(
                    Locale.ROOT,
                    "%s: %.1f a second, %d failed; milliseconds: median %.1f, 99%% within %.1f, longest %.1f",
                    name,
                    sorted.size() / (double) seconds,
                    failures.get(),
                    at(sorted, 0.5),
                    at(sorted, 0.99),
                    at(sorted, 1));
        }

        private static double at(List<Long> sorted, double share) {
            return sorted.isEmpty()
                    ? 0
                    : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))) / 1e6;
        }
    }
}
