package dev.deputy.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What {@link EventStreamFilter} is to servlets: event streams end with the token that they were opened with. */
class EndingResponse extends ServerHttpResponseDecorator {

    private final Instant end;

    private EndingResponse(ServerHttpResponse response, Instant end) {
        super(response);
        this.end = end;
    }

    static EndingResponse of(ServerHttpResponse response, Instant end) {
        return response instanceof ZeroCopyHttpOutputMessage
                ? new OfFiles(response, end)
                : new EndingResponse(response, end);
    }

    /** That is how streams are written, part for part. Only of event streams do clients know that one is not the whole. */
    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        if (!MediaType.TEXT_EVENT_STREAM.isCompatibleWith(getHeaders().getContentType())) {
            return super.writeAndFlushWith(body);
        }
        return super.writeAndFlushWith(Mono.fromSupplier(() -> Duration.between(Instant.now(), end))
                .flatMapMany(left -> Flux.<Publisher<? extends DataBuffer>>from(body)
                        .takeUntilOther(Mono.delay(left.isNegative() ? Duration.ZERO : left))));
    }

    /** Files go from the disk to the network without passing through here, as they do for nobody. */
    private static final class OfFiles extends EndingResponse implements ZeroCopyHttpOutputMessage {

        OfFiles(ServerHttpResponse response, Instant end) {
            super(response, end);
        }

        @Override
        public Mono<Void> writeWith(Path file, long position, long count) {
            return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
        }
    }
}
