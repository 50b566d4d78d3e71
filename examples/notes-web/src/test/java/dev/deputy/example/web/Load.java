package dev.deputy.example.web;

import dev.deputy.example.web.Supabase.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** People who use the service all the time, each looking whether an answer is theirs. */
final class Load implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private Load(String url) {
        this.url = url;
    }

    /**
     * One request's end.
     *
     * @param person who sent it
     * @param begin when it was sent, by {@link System#nanoTime}
     * @param status 0 when there was no answer
     * @param fitting whether the answer was what this person had to get; of refusals, whether it was a proper one
     */
    record Outcome(String person, long begin, long end, String request, int status, boolean fitting, String answer) {

        boolean failed() {
            return status < 200 || status > 299;
        }
    }

    static Load start(String url, Supabase supabase, List<Person> people) {
        Load load = new Load(url);
        for (Person person : people) {
            String token = supabase.accessToken(person);
            Thread thread = new Thread(() -> load.use(person, token), person.name());
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void use(Person person, String token) {
        String mark = person.email();
        for (int i = 0; !over; i++) {
            ask(mark, token, "GET", "/name", "", body -> body.contains(person.name()));
            if (i % 20 == 0) {
                ask(mark, token, "POST", "/notes", "{\"body\":\"" + mark + "\"}", body -> body.contains(mark));
            }
            ask(mark, token, "GET", "/notes", "", body -> body.split("\"body\"").length == body.split(mark).length);
        }
    }

    private void ask(String mark, String token, String method, String path, String json, Predicate<String> fits) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build();
        long begin = System.nanoTime();
        String name = method + " " + path;
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            int status = answer.statusCode();
            boolean fitting = status < 300
                    ? fits.test(answer.body())
                    : status == 503
                            && answer.headers().firstValue("Retry-After").isPresent();
            outcomes.add(new Outcome(mark, begin, System.nanoTime(), name, status, fitting, answer.body()));
        } catch (IOException e) {
            outcomes.add(new Outcome(mark, begin, System.nanoTime(), name, 0, false, e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over = true;
        }
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    List<Outcome> failures() {
        return outcomes().stream().filter(Outcome::failed).toList();
    }

    /** Wrong answers, and failures that are no proper 503. */
    List<Outcome> misfits() {
        return outcomes().stream().filter(outcome -> !outcome.fitting()).toList();
    }

    /** Waits until so many requests that were sent after now have ended in this way. */
    void await(int count, Predicate<Outcome> which) throws InterruptedException {
        await(fromNow -> fromNow.filter(which).count() >= count);
    }

    /** Waits until whatever was sent before now has ended: each person has one request at a time. */
    void awaitWhatWasSent() throws InterruptedException {
        await(fromNow -> fromNow.map(Outcome::person).distinct().count() == threads.size());
    }

    private void await(Predicate<Stream<Outcome>> enough) throws InterruptedException {
        long now = System.nanoTime();
        long patience = now + Duration.ofMinutes(2).toNanos();
        while (!enough.test(outcomes.stream().filter(outcome -> outcome.begin() > now))) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("waited in vain; the last of " + outcomes.size() + ": "
                        + outcomes().subList(Math.max(0, outcomes.size() - 3), outcomes.size()));
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
