package dev.deputy.spring;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** As {@link ResourceMetadataFilter}, in reactive applications. */
final class ResourceMetadataWebFilter implements WebFilter {

    private final ResourceMetadata metadata;

    ResourceMetadataWebFilter(ResourceMetadata metadata) {
        this.metadata = metadata;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        URI uri = request.getURI();
        String base = uri.getScheme() + "://" + uri.getRawAuthority()
                + request.getPath().contextPath().value();
        String path = request.getPath().pathWithinApplication().value();
        Optional<String> document = metadata.at(base, path);
        if (document.isPresent() && request.getMethod().equals(HttpMethod.OPTIONS)) {
            open(response);
            response.setStatusCode(HttpStatus.NO_CONTENT);
            return response.setComplete();
        }
        if (document.isPresent() && request.getMethod().equals(HttpMethod.GET)) {
            open(response);
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
            byte[] body = document.get().getBytes(StandardCharsets.UTF_8);
            return response.writeWith(
                    Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
        }
        response.beforeCommit(() -> Mono.fromRunnable(() -> complete(response.getHeaders(), base, path)));
        return chain.filter(exchange);
    }

    private void complete(HttpHeaders headers, String base, String path) {
        List<String> challenges = ExchangeFields.values(headers, HttpHeaders.WWW_AUTHENTICATE);
        if (!challenges.isEmpty()) {
            headers.put(
                    HttpHeaders.WWW_AUTHENTICATE,
                    challenges.stream()
                            .map(challenge -> metadata.challenge(challenge, base, path))
                            .toList());
        }
    }

    private static void open(ServerHttpResponse response) {
        response.getHeaders().setAccessControlAllowOrigin("*");
        response.getHeaders().setAccessControlAllowMethods(List.of(HttpMethod.GET));
        response.getHeaders().setAccessControlAllowHeaders(List.of("mcp-protocol-version"));
    }
}
