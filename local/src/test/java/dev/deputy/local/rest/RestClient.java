package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Asks a {@link RestServerRunning}, briefly. */
record RestClient(RestServerRunning server) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    record Got(int status, String body, HttpResponse<String> response) {

        JsonNode json() {
            return Json.parse(body);
        }

        /** The header's value, or an empty text. */
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Got send(String method, String address, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url + address))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Got(response.statusCode(), response.body(), response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Got header(String address, String name, String value) {
        return send("GET", address, "", Map.of(name, value));
    }

    /** As the role of one of {@link RestServerRunning#tokens}. */
    Got as(String name, String address) {
        return header(address, "Authorization", "Bearer " + server.tokens().get(name));
    }

    String body(String address) {
        return send("GET", address, "", Map.of()).body();
    }

    JsonNode json(String address) {
        return Json.parse(body(address));
    }

    int status(String address) {
        return send("GET", address, "", Map.of()).status();
    }
}
