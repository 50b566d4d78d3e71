package dev.deputy.spring;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Header fields, and those of a reactive request that say who sent it. */
final class ExchangeFields {

    private ExchangeFields() {}

    static List<String> authorization(ServerHttpRequest request) {
        return values(request.getHeaders(), HttpHeaders.AUTHORIZATION);
    }

    static List<String> apikey(ServerHttpRequest request) {
        return values(request.getHeaders(), "apikey");
    }

    /**
     * As they came. Not by name: that is done by a method of another type in Spring Framework 6 and 7, and Spring's firewall would have
     * control characters answered with 400, where a credential with one is a bad credential.
     */
    static List<String> values(HttpHeaders headers, String name) {
        List<String> found = new ArrayList<>();
        headers.forEach((field, values) -> {
            if (field.equalsIgnoreCase(name)) {
                found.addAll(values);
            }
        });
        return found;
    }
}
