package dev.deputy.client;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * When a request that changes nothing is sent again, as supabase-js does it: after 503 and 520 and a lost connection, after
 * 1, 2 and 4 seconds, or when the service asks for it.
 */
final class Retries {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final int count;
    private final Pause pause;

    /** Passes time. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    Retries(int count, Pause pause) {
        this.count = count;
        this.pause = pause;
    }

    /** Waits, if the request is to be sent again; whether it is. */
    boolean afterAnswer(HttpResponse<InputStream> response, int attempt) throws InterruptedException {
        int status = response.statusCode();
        if (attempt >= count || (status != 503 && status != 520)) {
            return false;
        }
        Duration wait = response.headers()
                .firstValue("Retry-After")
                .map(Retries::seconds)
                .orElseGet(() -> backoff(attempt));
        if (wait.compareTo(LONGEST) > 0) {
            return false; // nobody waits that long for an answer
        }
        pause.of(wait);
        return true;
    }

    /** Waits, if the request is to be sent again; whether it is. */
    boolean afterLoss(int attempt) throws InterruptedException {
        if (attempt >= count) {
            return false;
        }
        pause.of(backoff(attempt));
        return true;
    }

    private static Duration backoff(int attempt) {
        Duration wait = Duration.ofSeconds(1L << Math.min(attempt, 10));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** What is no number of seconds, such as a date, means at once, as it does to supabase-js. */
    private static Duration seconds(String retryAfter) {
        return retryAfter.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(retryAfter)) : Duration.ZERO;
    }
}
