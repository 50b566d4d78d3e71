package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The end of a WebSocket connection, among others. */
class ConnectionTest {

    @Test
    void clients_that_do_not_let_themselves_be_closed_do_not_keep_others_past_their_end() {
        CountDownLatch read = new CountDownLatch(1);
        try {
            for (int i = 0; i < 16; i++) {
                new Connection((code, reason) -> await(read)).endAt(Instant.EPOCH);
            }
            CompletableFuture<Integer> closed = new CompletableFuture<>();
            new Connection((code, reason) -> closed.complete(code)).endAt(Instant.EPOCH);

            assertThat(closed).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(Connection.FORBIDDEN);
        } finally {
            read.countDown();
        }
    }

    private static void await(CountDownLatch read) {
        try {
            read.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
