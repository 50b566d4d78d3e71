package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.Decision;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How many wait for a verification in a reactive application. */
class VerificationsTest {

    private static final Decision PASSED = new Decision.Skip();

    private final CountDownLatch answer = new CountDownLatch(1);

    private Mono<Decision> ask(Verifications verifications) {
        return verifications.elsewhere(
                () -> {
                    answer.await();
                    return PASSED;
                },
                Verifications.OVERLOADED);
    }

    @Test
    void when_all_threads_are_busy_and_all_places_taken_the_next_is_told_to_come_again() {
        try (Verifications verifications = new Verifications(2, 1)) {
            List<CompletableFuture<Decision>> busyOrWaiting = Stream.generate(
                            () -> ask(verifications).toFuture())
                    .limit(3)
                    .toList();

            assertThat(ask(verifications).block(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(Decision.Refuse.class, refusal -> {
                        assertThat(refusal.status()).isEqualTo(503);
                        assertThat(refusal.headers()).containsEntry("Retry-After", "1");
                    });

            answer.countDown();
            assertThat(busyOrWaiting)
                    .allSatisfy(asked -> assertThat(asked.join()).isEqualTo(PASSED));
        } finally {
            answer.countDown();
        }
    }
}
