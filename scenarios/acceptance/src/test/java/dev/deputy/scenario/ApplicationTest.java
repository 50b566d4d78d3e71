package dev.deputy.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    @Test
    void its_port_is_what_it_says() {
        BufferedReader output =
                new BufferedReader(new StringReader("Hello\nTomcat started on port 4711 (http)\nDone\n"));
        assertThat(Application.port(output, Duration.ofMinutes(1))).isEqualTo(4711);
    }

    @Test
    void one_that_ends_is_not_waited_for_and_what_it_said_is_told() {
        BufferedReader output = new BufferedReader(new StringReader("no such driver\n"));
        assertThatThrownBy(() -> Application.port(output, Duration.ofDays(1))).hasMessageContaining("no such driver");
    }

    @Test
    void one_that_says_nothing_is_not_waited_for_without_end() throws IOException {
        try (PipedWriter silent = new PipedWriter();
                BufferedReader output = new BufferedReader(new PipedReader(silent))) {
            assertThatThrownBy(() -> Application.port(output, Duration.ofMillis(1)))
                    .hasMessageStartingWith("the application did not start");
        }
    }
}
