package dev.deputy.local.http;

import java.util.Collection;
import java.util.Map;

/** For a method that a path does not take: says which ones it does (RFC 9110, section 15.5.6). */
final class MethodNotAllowed extends Failure {

    private final String allowed;

    MethodNotAllowed(String method, Collection<String> allowed) {
        super(405, "method_not_allowed", "This path does not take " + method);
        this.allowed = String.join(", ", allowed);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Allow", allowed);
    }
}
