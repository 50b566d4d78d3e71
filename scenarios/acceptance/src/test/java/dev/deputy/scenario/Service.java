package dev.deputy.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application as the outside sees it. */
record Service(int port) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    Answer get(String path) {
        return send("GET", path, null, "");
    }

    Answer getAs(String token, String path) {
        return send("GET", path, token, "");
    }

    Answer postAs(@Nullable String token, String path, Object body) {
        return send("POST", path, token, JSON.writeValueAsString(body));
    }

    Answer send(String method, String path, @Nullable String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Answer(int status, String body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        List<String> all(String property) {
            return Service.all(json(), property);
        }
    }

    /** The values of one property of all elements. */
    static List<String> all(JsonNode array, String property) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(property).asString())
                .toList();
    }
}
