package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is sent after the token's end. */
class EndingResponseTest {

    private final MockServerHttpResponse sent = new MockServerHttpResponse();

    private final Flux<Publisher<DataBuffer>> lines = Flux.interval(Duration.ofMillis(20))
            .take(3)
            .map(line -> Mono.just(sent.bufferFactory().wrap((line + "\n").getBytes(StandardCharsets.UTF_8))));

    private void send(MediaType type, Flux<Publisher<DataBuffer>> body) {
        EndingResponse response = EndingResponse.of(sent, Instant.EPOCH);
        response.getHeaders().setContentType(type);
        response.writeAndFlushWith(body).block(Duration.ofSeconds(20));
    }

    @Test
    void an_event_stream_ends() {
        send(new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8), lines.concatWith(Flux.never()));

        assertThat(sent.isCommitted()).isTrue();
    }

    /** The client would take the half for the whole. */
    @Test
    void an_export_goes_on() {
        send(MediaType.APPLICATION_NDJSON, lines);

        assertThat(sent.getBodyAsString().block()).isEqualTo("0\n1\n2\n");
    }

    @Test
    void files_are_left_to_servers_that_send_them_without_reading_them() {
        Server server = new Server();
        Path file = Path.of("film.mp4");

        assertThat(EndingResponse.of(server, Instant.EPOCH))
                .isInstanceOfSatisfying(ZeroCopyHttpOutputMessage.class, response -> response.writeWith(file, 0, 10)
                        .block());
        assertThat(server.files).containsExactly(file);
        assertThat(EndingResponse.of(sent, Instant.EPOCH)).isNotInstanceOf(ZeroCopyHttpOutputMessage.class);
    }

    private static final class Server extends MockServerHttpResponse implements ZeroCopyHttpOutputMessage {

        private final List<Path> files = new ArrayList<>();

        @Override
        public Mono<Void> writeWith(Path file, long position, long count) {
            return Mono.fromRunnable(() -> files.add(file));
        }
    }
}
