package dev.deputy.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class FaultsTest {

    private final Gateway gateway = Gateway.bind(
            0,
            new ApiKeys("sb_publishable_a", "sb_secret_a", "anon.key", "service.key", "anon.token", "service.token"));
    private final Faults faults = gateway.faults();
    private final HttpClient http = HttpClient.newHttpClient();

    FaultsTest() {
        gateway.mount(
                "/auth/v1", Set.of(), call -> Answer.json(200, Json.object().put("path", call.path())));
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void requests_fail_so_many_times() {
        Fault fault = faults.at("/auth/v1/user").answers(503).times(2);
        assertThat(status("/auth/v1/user")).isEqualTo(503);
        assertThat(status("/auth/v1/health")).isEqualTo(200);
        assertThat(status("/auth/v1/user?a=b")).isEqualTo(503);
        assertThat(status("/auth/v1/user")).isEqualTo(200);
        assertThat(fault.happened()).isEqualTo(2);
    }

    @Test
    void requests_fail_until_the_fault_is_closed() {
        try (Fault fault = faults.at("/").answers(500, "{\"own\": true}")) {
            for (int i = 0; i < 5; i++) {
                assertThat(get("/auth/v1/user").body()).isEqualTo("{\"own\": true}");
            }
            assertThat(fault.happened()).isEqualTo(5);
        }
        assertThat(status("/auth/v1/user")).isEqualTo(200);
    }

    @Test
    void an_answer_can_be_garbage() {
        faults.at("/auth/v1/").answersGarbage();
        HttpResponse<String> garbage = get("/auth/v1/user");
        assertThat(garbage.statusCode()).isEqualTo(200);
        assertThat(garbage.headers().firstValue("Content-Type")).contains("application/json");
        assertThatThrownBy(() -> Json.parse(garbage.body())).isInstanceOf(JacksonException.class);
        faults.clear();
        assertThat(status("/auth/v1/user")).isEqualTo(200);
    }

    @Test
    void requests_hang_until_the_fault_is_closed_and_are_carried_out_then() {
        Fault fault = faults.at("/auth/v1/user").hangs();
        CompletableFuture<Integer> hanging = CompletableFuture.supplyAsync(() -> status("/auth/v1/user"));
        while (fault.happened() == 0) {
            Thread.onSpinWait();
        }
        assertThat(status("/auth/v1/health")).isEqualTo(200);
        assertThat(hanging).isNotDone();
        fault.close();
        assertThat(hanging.join()).isEqualTo(200);
    }

    @Test
    void requests_are_late() {
        faults.at("/auth/v1/user").isSlowBy(Duration.ofMillis(300));
        long begin = System.nanoTime();
        assertThat(status("/auth/v1/user")).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void the_fault_that_was_made_last_counts() {
        faults.at("/auth").answers(500);
        faults.at("/auth/v1/user").answers(429).times(1);
        assertThat(status("/auth/v1/user")).isEqualTo(429);
        assertThat(status("/auth/v1/user")).isEqualTo(500);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> faults.at("auth")).hasMessageContaining("begins with a slash");
        assertThatThrownBy(() -> faults.at("/").answers(99)).hasMessageContaining("from 200 to 599");
        Fault fault = faults.at("/").answers(500);
        assertThatThrownBy(() -> fault.times(0)).hasMessageContaining("1 or more");
    }

    private int status(String path) {
        return get(path).statusCode();
    }

    private HttpResponse<String> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + gateway.port() + path);
        return http.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }
}
