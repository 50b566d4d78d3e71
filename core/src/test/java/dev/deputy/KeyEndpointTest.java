package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEndpointTest {

    /** Who could redirect could choose the keys. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed_even_where_it_leads_to_keys(int status) {
        try (KeyServer server = new KeyServer();
                KeyServer elsewhere = new KeyServer(TestIssuer.ES256)) {
            server.answer(exchange -> {
                exchange.getResponseHeaders().add("Location", elsewhere.url().toString());
                exchange.sendResponseHeaders(status, -1);
            });
            KeyEndpoint endpoint = new KeyEndpoint(server.url(), Duration.ofSeconds(60), Duration.ofSeconds(60));

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(endpoint::fetch)
                    .withMessageContaining("status " + status);
            assertThat(elsewhere.requests()).isZero();
        }
    }
}
