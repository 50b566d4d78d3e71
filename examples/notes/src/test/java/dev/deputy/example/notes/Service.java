package dev.deputy.example.notes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a front end sees it: over HTTP. */
record Service(int port) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer getAs(String token, String path) {
        return get(path, "Authorization", "Bearer " + token);
    }

    Answer postAs(String token, String path, String json) {
        return send("POST", path, json, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    Answer graphQlAs(String token, String query) {
        return postAs(
                token,
                "/graphql",
                JSON.writeValueAsString(JSON.createObjectNode().put("query", query)));
    }

    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        boolean isProblem() {
            return header("Content-Type").startsWith("application/problem+json")
                    && json().path("status").asInt() == status()
                    && !response.body().contains("Exception");
        }
    }
}
