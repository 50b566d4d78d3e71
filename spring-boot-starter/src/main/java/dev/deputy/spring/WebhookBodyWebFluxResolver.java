package dev.deputy.spring;

import java.util.List;
import java.util.Objects;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.annotation.AbstractMessageReaderArgumentResolver;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What {@link WebhookBodyResolver} is to MVC. */
final class WebhookBodyWebFluxResolver extends AbstractMessageReaderArgumentResolver {

    private final Webhooks webhooks;

    WebhookBodyWebFluxResolver(
            List<HttpMessageReader<?>> readers, ReactiveAdapterRegistry adapters, Webhooks webhooks) {
        super(readers, adapters);
        this.webhooks = webhooks;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(WebhookBody.class);
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        WebhookBody webhook = Objects.requireNonNull(parameter.getParameterAnnotation(WebhookBody.class));
        ServerHttpRequest request = exchange.getRequest();
        return DataBufferUtils.join(request.getBody(), Webhooks.MOST_BYTES)
                .onErrorMap(
                        DataBufferLimitException.class, tooLong -> new ResponseStatusException(HttpStatus.valueOf(413)))
                .map(WebhookBodyWebFluxResolver::bytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    webhooks.verify(webhook.value(), request.getHeaders(), body);
                    ServerWebExchange verified = exchange.mutate()
                            .request(new Verified(request, body))
                            .build();
                    return readBody(parameter, true, binding, verified);
                });
    }

    private static byte[] bytes(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private static final class Verified extends ServerHttpRequestDecorator {

        private final byte[] body;

        Verified(ServerHttpRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body));
        }
    }
}
