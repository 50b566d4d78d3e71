package dev.deputy.spring;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The header fields of a reactive request that say who sent it. */
final class ExchangeFields {

    private ExchangeFields() {}

    static List<String> authorization(ServerHttpRequest request) {
        return values(request, HttpHeaders.AUTHORIZATION);
    }

    static List<String> apikey(ServerHttpRequest request) {
        return values(request, "apikey");
    }

    /**
     * Not by name: that is done by a method of another type in Spring Framework 6 and 7, and Spring's firewall would have
     * control characters answered with 400, where a credential with one is a bad credential.
     */
    private static List<String> values(ServerHttpRequest request, String name) {
        List<String> found = new ArrayList<>();
        request.getHeaders().forEach((field, values) -> {
            if (field.equalsIgnoreCase(name)) {
                found.addAll(values);
            }
        });
        return found;
    }
}
