package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is sent after the token's end. */
class EndingResponseTest {

    private final MockServerHttpResponse sent = new MockServerHttpResponse();

    private String send(MediaType type) {
        EndingResponse response = new EndingResponse(sent, Instant.EPOCH);
        response.getHeaders().setContentType(type);
        Flux<Publisher<DataBuffer>> lines = Flux.interval(Duration.ofMillis(20))
                .take(3)
                .map(line -> Mono.just(sent.bufferFactory().wrap((line + "\n").getBytes(StandardCharsets.UTF_8))));
        response.writeAndFlushWith(lines).block();
        return String.valueOf(sent.getBodyAsString().block());
    }

    @Test
    void an_event_stream_ends() {
        assertThat(send(new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8)))
                .doesNotContain("2");
    }

    /** The client would take the half for the whole. */
    @Test
    void an_export_goes_on() {
        assertThat(send(MediaType.APPLICATION_NDJSON)).isEqualTo("0\n1\n2\n");
    }
}
