package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.deputy.Decision;
import dev.deputy.Gate;
import dev.deputy.InvalidTokenException;
import dev.deputy.SupabaseConfig;
import dev.deputy.client.SupabaseClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint answers when Storage does not let the caller do something, which it says with the status 400. */
class StorageRefusalsTest {

    private final ClientRefusals refusals = new ClientRefusals(Gate.requiringCaller(token -> {
        throw new InvalidTokenException(InvalidTokenException.Reason.MALFORMED);
    }));

    @ParameterizedTest
    @CsvSource({
        "403, Unauthorized, new row violates row-level security policy, 403",
        "403, Unauthorized, jwt expired, 401",
        "403, Unauthorized, signature verification failed, 401",
        "404, not_found, Object not found, -"
    })
    void the_answer_says_what_was_meant(String statusCode, String error, String message, String answer)
            throws IOException {
        HttpServer storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        storage.createContext("/", exchange -> {
            byte[] body = "{\"statusCode\":\"%s\",\"error\":\"%s\",\"message\":\"%s\"}"
                    .formatted(statusCode, error, message)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        storage.start();
        try {
            SupabaseClient client = SupabaseClient.of(SupabaseConfig.builder(URI.create(
                            "http://127.0.0.1:" + storage.getAddress().getPort()))
                    .publishableKey("sb_publishable_default")
                    .build());
            Throwable thrown = catchThrowable(
                    () -> client.anonymously().storage().from("files").info("a.txt"));

            assertThat(refusals.of(thrown)
                            .map(Decision.Refuse::status)
                            .map(String::valueOf)
                            .orElse("-"))
                    .isEqualTo(answer);
        } finally {
            storage.stop(0);
        }
    }
}
