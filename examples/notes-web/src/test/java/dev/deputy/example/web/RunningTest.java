package dev.deputy.example.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTest {

    @Test
    void one_that_cannot_be_closed_keeps_no_other_alive() {
        List<String> closed = new ArrayList<>();
        IOException stuck = new IOException("stuck");
        Running running = new Running();
        running.add(() -> closed.add("first"));
        running.add(() -> {
            throw stuck;
        });
        running.add(() -> closed.add("last"));

        assertThatThrownBy(running::close).hasSuppressedException(stuck);

        assertThat(closed).containsExactly("last", "first");
    }
}
