package dev.deputy.local.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Picks the endpoint for a method and a path. A pattern's <code>{name}</code> stands for one part of the path. */
public final class Routes implements Endpoint {

    private final List<Route> routes = new ArrayList<>();

    /** Adds a route; the first that fits is taken. */
    public Routes on(String method, String pattern, Endpoint endpoint) {
        routes.add(new Route(method, List.of(pattern.split("/", -1)), endpoint));
        return this;
    }

    @Override
    public Answer answer(Call call) throws Exception {
        String method = call.method().equals("HEAD") ? "GET" : call.method();
        List<String> parts = List.of(call.path().split("/", -1));
        Set<String> otherMethods = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(parts);
            if (variables.isPresent() && route.method().equals(method)) {
                return route.endpoint().answer(call.withVariables(variables.get()));
            }
            if (variables.isPresent()) {
                otherMethods.add(route.method());
            }
        }
        if (!otherMethods.isEmpty()) {
            throw new MethodNotAllowed(call.method(), otherMethods);
        }
        throw new Failure(404, "not_found", "There is nothing at this path");
    }

    private record Route(String method, List<String> pattern, Endpoint endpoint) {

        Optional<Map<String, String>> match(List<String> parts) {
            if (parts.size() != pattern.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                String expected = pattern.get(i);
                if (expected.startsWith("{")) {
                    variables.put(expected.substring(1, expected.length() - 1), parts.get(i));
                } else if (!expected.equals(parts.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }
}
