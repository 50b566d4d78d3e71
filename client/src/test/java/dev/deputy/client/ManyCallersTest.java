package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.Caller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** 64 threads, 1,000 callers, one client: no answer is ever another caller's. */
class ManyCallersTest {

    private static final int THREADS = 64;
    private static final int CALLERS = 1000;
    private static final int CALLS_OF_A_THREAD = 100;

    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    @Test
    void no_answer_belongs_to_another_caller() throws Exception {
        try (Recorder recorder = new Recorder()) {
            recorder.usually(exchange -> {
                // Whose the token is, and what was asked for: what a database behind row level security would tell.
                String token = exchange.getRequestHeaders().getFirst("Authorization");
                String answer = "[{\"token\":\"" + token + "\",\"asked\":\""
                        + exchange.getRequestURI().getRawQuery() + "\"}]";
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            });
            TestCallers callers = new TestCallers(recorder.url());
            SupabaseClient client = SupabaseClient.of(callers.config());
            List<Caller> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                all.add(callers.caller(UUID.randomUUID()));
            }
            Supabase following = client.following(CURRENT::get);
            Select shared = following.from("notes").select();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<Integer>> results = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    results.add(threads.submit(() -> askAsMany(client, shared, all)));
                }
                int right = 0;
                for (Future<Integer> result : results) {
                    right += result.get();
                }
                assertThat(right).isEqualTo(THREADS * CALLS_OF_A_THREAD);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** How many answers were the caller's own. */
    private static int askAsMany(SupabaseClient client, Select shared, List<Caller> callers) {
        int right = 0;
        for (int call = 0; call < CALLS_OF_A_THREAD; call++) {
            Caller caller = callers.get(ThreadLocalRandom.current().nextInt(callers.size()));
            CURRENT.set(caller);
            Select asCaller =
                    call % 2 == 0 ? shared : client.as(caller).from("notes").select();
            Map<String, Object> row =
                    asCaller.eq("owner", caller.subject()).list().get(0);
            boolean own = row.equals(Map.of(
                    "token", "Bearer " + caller.accessToken(), "asked", "select=*&owner=eq." + caller.subject()));
            right += own ? 1 : 0;
        }
        return right;
    }
}
