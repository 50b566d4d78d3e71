package dev.deputy.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of a service, before it is known as whom. Immutable. */
final class Request {

    final Service service;
    final String method;
    /** Under the service's path, with a slash at its begin; escaped already. */
    final String path;

    final List<Parameter> parameters;
    final Map<String, String> headers;
    final Body body;
    /** Whether a lost connection or a 503 is a reason to ask again. */
    final boolean repeatable;
    /** The longest address; of no effect where it is 0. */
    final int urlLimit;

    record Parameter(String name, String value) {}

    private Request(
            Service service,
            String method,
            String path,
            List<Parameter> parameters,
            Map<String, String> headers,
            Body body,
            boolean repeatable,
            int urlLimit) {
        this.service = service;
        this.method = method;
        this.path = path;
        this.parameters = parameters;
        this.headers = headers;
        this.body = body;
        this.repeatable = repeatable;
        this.urlLimit = urlLimit;
    }

    static Request of(Service service, String method, String path) {
        return new Request(service, method, path, List.of(), Map.of(), Body.NONE, false, 0);
    }

    Request method(String method) {
        return new Request(service, method, path, parameters, headers, body, repeatable, urlLimit);
    }

    Request parameter(String name, String value) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(new Parameter(name, value));
        return parameters(more);
    }

    Request parameters(List<Parameter> parameters) {
        return new Request(service, method, path, List.copyOf(parameters), headers, body, repeatable, urlLimit);
    }

    Request header(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(service, method, path, parameters, more, body, repeatable, urlLimit);
    }

    Request headers(Map<String, String> more) {
        Request request = this;
        for (Map.Entry<String, String> header : more.entrySet()) {
            request = request.header(header.getKey(), header.getValue());
        }
        return request;
    }

    Request body(String contentType, Body body) {
        return new Request(service, method, path, parameters, headers, body, repeatable, urlLimit)
                .header("Content-Type", contentType);
    }

    /** May be asked again, as nothing happens by asking; and not with an address longer than this. */
    Request reading(int urlLimit) {
        boolean safe = method.equals("GET") || method.equals("HEAD");
        return new Request(service, method, path, parameters, headers, body, safe, urlLimit);
    }

    /** The address under the project's. */
    String target() {
        StringBuilder target = new StringBuilder(service.path()).append(path);
        char separator = '?';
        for (Parameter parameter : parameters) {
            target.append(separator)
                    .append(Addresses.parameter(parameter.name))
                    .append('=')
                    .append(Addresses.parameter(parameter.value));
            separator = '&';
        }
        return target.toString();
    }
}
